package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * What a request for {@code FAILOVER} may choose.
 *
 * @param acceptUnfenced whether it may go on when the old source's host is out of reach and no fence hook confirms
 */
record FailoverOptions(boolean acceptUnfenced) {

    private static final String ACCEPT = "acceptUnfenced";

    /** @throws Problem OptionUnknown or OptionRefused, naming the option */
    static FailoverOptions of(Map<String, Object> options) {
        List<String> unknown = new ArrayList<>(options.keySet());
        unknown.removeAll(Set.of(ACCEPT));
        if (!unknown.isEmpty()) {
            throw new Problem(Finding.blocker("OptionUnknown", null, "There is no option " + String.join(", ", unknown) + ".",
                    "The option of FAILOVER is " + ACCEPT + "."));
        }
        if (options.getOrDefault(ACCEPT, false) instanceof Boolean accept) {
            return new FailoverOptions(accept);
        }
        throw new Problem(Finding.blocker("OptionRefused", null, "The option " + ACCEPT + " can't be \"" + options.get(ACCEPT)
                + "\".", "It is true or false."));
    }
}
