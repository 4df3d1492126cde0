package understudy.fence;

import java.util.ArrayList;
import java.util.List;
import understudy.finding.Problem;
import understudy.operation.Plan;
import understudy.options.BootClosed;

/** What {@link Fence} would do, in words and commands, to a host in reach or to one that isn't. */
final class FencePlan {

    private final BootClosed boot;
    private final String source;

    FencePlan(BootClosed boot, String source) {
        this.boot = boot;
        this.source = source;
    }

    /** On its own host: its files first, then these processes. */
    Plan onItsHost(List<ServerProcess> processes) {
        Plan closing = closing();
        List<String> commands = new ArrayList<>(closing.commands());
        processes.forEach(process -> commands.add(process.frozen() ? process.kill().printed()
                : "service <its service> stop   # unless it says that it is closed; for 3 s, then " + process.kill().printed()));
        return new Plan(commands, closing.sql(), closing.diff(), closing.changes(), closing.warnings());
    }

    private Plan closing() {
        try {
            return boot.plan(Fence.boot(source));
        } catch (Problem unread) {
            return warning("What " + source + " would start with can't be read: " + unread.finding().message()
                    + " Its server is ended all the same.");
        }
    }

    /** Out of reach, with nobody else to ask. */
    Plan outOfReach() {
        return warning(source + " is out of reach and there is no fence hook: nothing proves that it takes no writes.");
    }

    private static Plan warning(String text) {
        return new Plan(List.of(), List.of(), null, List.of(), List.of(text));
    }
}
