package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * What a request for {@code SWITCHOVER} may choose.
 *
 * @param graceMillis how long transactions that write may go on before they are ended
 * @param catchUpTimeoutMillis how long the candidate may take to catch up while writes go on
 */
record SwitchoverOptions(long graceMillis, long catchUpTimeoutMillis) {

    private static final String GRACE = "graceMillis";
    private static final String CATCH_UP = "catchUpTimeoutMillis";
    private static final Set<String> KNOWN = Set.of(GRACE, CATCH_UP);
    private static final long LONGEST = 3_600_000;

    /** @throws Problem OptionUnknown or OptionRefused, naming the option */
    static SwitchoverOptions of(Map<String, Object> options) {
        List<String> unknown = new ArrayList<>(options.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new Problem(Finding.blocker("OptionUnknown", null, "There is no option " + String.join(", ", unknown) + ".",
                    "The options of SWITCHOVER are graceMillis and catchUpTimeoutMillis."));
        }
        return new SwitchoverOptions(millis(options, GRACE, 3_000), millis(options, CATCH_UP, 30_000));
    }

    private static long millis(Map<String, Object> options, String name, long usual) {
        Object value = options.getOrDefault(name, usual);
        if (value instanceof Number number && number.longValue() == number.doubleValue()
                && number.longValue() >= 0 && number.longValue() <= LONGEST) {
            return number.longValue();
        }
        throw new Problem(Finding.blocker("OptionRefused", null, "The option " + name + " can't be \"" + value + "\".",
                "It is a whole number of milliseconds, from 0 to " + LONGEST + "."));
    }
}
