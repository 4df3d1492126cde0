package understudy.finding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place that knows what the servers' error numbers mean, for statements and for replication threads alike. Pages, findings
 * and logs all take their words from here.
 */
public final class ServerErrors {

    private static final Map<Integer, Explanation> OF_STATEMENTS = byNumber(StatementErrors.all());
    private static final Map<Integer, Explanation> OF_REPLICATION = byNumber(ReplicationErrors.all());

    /** Newer servers wrap the number that everybody knows into the text of another error. */
    private static final Pattern INNER = Pattern.compile("(?i)error(?:[ _]code)?[:= ]+(?:MY-0*)?(\\d{3,5})\\b");

    private ServerErrors() {
    }

    private static Map<Integer, Explanation> byNumber(List<Explanation> all) {
        return all.stream().collect(Collectors.toUnmodifiableMap(Explanation::number, Function.identity()));
    }

    /** What this number means when a statement of the panel's own met it; empty when it isn't known here. */
    public static Optional<Explanation> ofStatement(int number) {
        return Optional.ofNullable(OF_STATEMENTS.get(number)).or(() -> Optional.ofNullable(OF_REPLICATION.get(number)));
    }

    /**
     * What an error of a replica's thread, or of a login with its account, means; looks into the text where the number alone is
     * too wide. Empty when there is no error, or none that is known here.
     *
     * @param number the last error, 0 for none
     * @param text in the server's words
     */
    public static Optional<Explanation> ofReplication(int number, String text) {
        if (number == 0) {
            return Optional.empty();
        }
        Optional<Explanation> exact = ofReplication(number);
        boolean wide = exact.isEmpty() || number == ReplicationErrors.SOURCE_REFUSED_LOG;
        return ReplicationErrors.special(text).or(() -> wide ? inner(text) : Optional.empty()).or(() -> exact);
    }

    private static Optional<Explanation> ofReplication(int number) {
        return Optional.ofNullable(OF_REPLICATION.get(number)).or(() -> Optional.ofNullable(OF_STATEMENTS.get(number)));
    }

    private static Optional<Explanation> inner(String text) {
        Matcher numbers = INNER.matcher(text);
        while (numbers.find()) {
            Optional<Explanation> found = ofReplication(Integer.parseInt(numbers.group(1)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
