package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * What a request for {@code REJOIN} may choose.
 *
 * @param discardErrant whether transactions that only the host has may be lost; they are kept as a file first
 * @param recopy whether its data may be replaced by a new copy
 */
record RejoinOptions(boolean discardErrant, boolean recopy) {

    private static final String DISCARD = "discardErrant";
    private static final String RECOPY = "recopy";

    /** @throws Problem OptionUnknown or OptionRefused, naming the option */
    static RejoinOptions of(Map<String, Object> options) {
        List<String> unknown = new ArrayList<>(options.keySet());
        unknown.removeAll(Set.of(DISCARD, RECOPY));
        if (!unknown.isEmpty()) {
            throw new Problem(Finding.blocker("OptionUnknown", null, "There is no option " + String.join(", ", unknown) + ".",
                    "The options of REJOIN are discardErrant and recopy."));
        }
        return new RejoinOptions(flag(options, DISCARD), flag(options, RECOPY));
    }

    private static boolean flag(Map<String, Object> options, String name) {
        Object value = options.getOrDefault(name, false);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new Problem(Finding.blocker("OptionRefused", null, "The option " + name + " can't be \"" + value + "\".",
                "It is true or false."));
    }

    /** Whether the host's data may be replaced, for whichever reason. */
    boolean mayCopy() {
        return discardErrant || recopy;
    }
}
