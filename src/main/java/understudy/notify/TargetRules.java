package understudy.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** What can be a target. Only admins add one, so an address in the own network is allowed: that is where such receivers live. */
final class TargetRules {

    static final int SHORTEST_SECRET = 16;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern MAIL_HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"\\p{Cntrl}]{1,64}@[^\\s@<>,;:\"\\p{Cntrl}]{1,253}");
    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

    private TargetRules() {
    }

    /** @throws Problem when the wish can't be a target; says why */
    static void check(NewTarget wish) {
        if (!NAME.matcher(wish.name()).matches()) {
            throw refused("TargetNameRefused", "That can't be a target's name.",
                    "Use 1 to 63 letters (a-z), digits, dots, hyphens and underscores, beginning with a letter or digit.");
        }
        switch (wish.way()) {
            case Way.Webhook webhook -> check(webhook, wish.secret());
            case Way.Mail mail -> check(mail, wish.secret());
        }
    }

    private static void check(Way.Webhook way, @Nullable String secret) {
        try {
            URI url = new URI(way.url());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (!List.of("http", "https").contains(scheme) || url.getHost() == null || url.getFragment() != null) {
                throw refused("WebhookRefused", "That is no address of a webhook.", "Give a whole address that begins with https:// or http://.");
            }
            if (url.getUserInfo() != null) {
                throw refused("WebhookRefused", "The address holds a name or password.",
                        "Leave it out: a message proves by its signature whose it is.");
            }
        } catch (URISyntaxException malformed) {
            throw refused("WebhookRefused", "That is no address of a webhook.", "Give a whole address that begins with https:// or http://.");
        }
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            throw refused("WebhookRefused", "The secret is too short to prove anything.",
                    "Use at least " + SHORTEST_SECRET + " characters, or leave it empty: then the panel makes one.");
        }
    }

    private static void check(Way.Mail way, @Nullable String password) {
        if (!MAIL_HOST.matcher(way.host()).matches() || way.port() < 1 || way.port() > 65_535) {
            throw refused("MailRefused", "That is no mail server.", "Give its name or IP address, and a port from 1 to 65535.");
        }
        if (!ADDRESS.matcher(way.from()).matches() || way.to().isEmpty() || !way.to().stream().allMatch(to -> ADDRESS.matcher(to).matches())) {
            throw refused("MailRefused", "The sender and each recipient must be an address such as admin@example.org.",
                    "Leave names and angle brackets out.");
        }
        if ((way.user() == null) != (password == null)) {
            throw refused("MailRefused", "A user needs a password, and a password a user.",
                    "Give both, or neither when the mail server takes letters without a login.");
        }
        if (password != null && way.encryption() == Way.Encryption.NONE && !THIS_MACHINE.contains(way.host())) {
            throw refused("MailRefused", "The password would go over the network in the open.", "Choose STARTTLS or TLS.");
        }
    }

    private static Problem refused(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
