package understudy.routing;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person types.
 *
 * @param host on which, or null for the panel's own machine
 * @param line what; whole, and quoted for a shell
 * @param remark what is to be done with it or what it means, or empty
 */
public record HandCommand(@Nullable String host, String line, String remark) {

    HandCommand(@Nullable String host, String line) {
        this(host, line, "");
    }

    /** The line, and after it as a comment where it is typed. */
    @Override
    public String toString() {
        return line + "   # on " + (host == null ? "the panel's machine" : host) + (remark.isEmpty() ? "" : ": " + remark);
    }

    /** In a sentence. */
    static String joined(Collection<HandCommand> commands) {
        return commands.stream().map(HandCommand::toString).collect(Collectors.joining("; "));
    }
}
