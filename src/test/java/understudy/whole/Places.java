package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a secret could have been left: each place's name and everything that stood there. */
final class Places {

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param anchor stands there for sure; a place that wasn't read would hold no secret either */
    void add(String place, String anchor, String text) {
        assertThat(text.contains(anchor)).as("%s says %s: %.300s", place, anchor, text).isTrue();
        texts.merge(place, text, (one, other) -> one + "\n" + other);
    }

    /** {@code place: secret} for each secret that stands somewhere, in clear or in base64; never the secret itself. */
    List<String> leaks(Map<String, String> secrets) {
        List<String> leaks = new ArrayList<>();
        texts.forEach((place, text) -> secrets.forEach((name, secret) -> {
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            // its last character depends on what follows
            if (text.contains(secret) || text.contains(base64.substring(0, base64.length() - 1))) {
                leaks.add(place + ": " + name + " " + around(text, secret));
            }
        }));
        return leaks;
    }

    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return at < 0 ? "(in base64)" : "after \"" + text.substring(Math.max(0, at - 120), at).replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
