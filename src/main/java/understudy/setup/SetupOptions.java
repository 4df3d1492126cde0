package understudy.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * What a request for {@code SETUP_REPLICA} may choose.
 *
 * @param copy the way of copying
 * @param recopy whether the data are copied again although they could be kept
 */
record SetupOptions(CopyChoice.Wish copy, boolean recopy) {

    private static final Set<String> KNOWN = Set.of("copy", "recopy");

    /** @throws Problem OptionUnknown or OptionRefused, naming the option */
    static SetupOptions of(Map<String, Object> options) {
        List<String> unknown = new ArrayList<>(options.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new Problem(Finding.blocker("OptionUnknown", null, "There is no option " + String.join(", ", unknown) + ".",
                    "The options of SETUP_REPLICA are copy and recopy."));
        }
        return new SetupOptions(wish(options.getOrDefault("copy", "AUTO")), flag(options.getOrDefault("recopy", false)));
    }

    private static CopyChoice.Wish wish(Object value) {
        try {
            return CopyChoice.Wish.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Problem(Finding.blocker("OptionRefused", null, "The option copy can't be \"" + value + "\".",
                    "Choose AUTO, STREAM or CLASSIC."), unknown);
        }
    }

    private static boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new Problem(Finding.blocker("OptionRefused", null, "The option recopy can't be \"" + value + "\".",
                "It is true or false."));
    }
}
