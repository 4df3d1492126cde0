package understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.remote.LocalProgram;
import understudy.remote.RemoteCommand;

/** A program of the admin's own that leads clients to the source; see {@link Route.Hook} for how it is called. */
final class HookLeg implements Leg {

    private static final Integer[] ANY = IntStream.rangeClosed(0, 255).boxed().toArray(Integer[]::new);

    /** The beginning of what it says; the rest is read and thrown away, so that it isn't ended for talking much. */
    private static final String BRIEFLY = """
            "$@" 2>&1 | { head -c 8000; cat > /dev/null; }
            exit "${PIPESTATUS[0]}\"""";

    private final Route.Hook hook;
    private final RouteMove move;
    private final SourceAddress target;
    private final Reach reach;
    private final RoutingSettings settings;

    HookLeg(Route.Hook hook, RouteMove move, SourceAddress target, Reach reach, RoutingSettings settings) {
        this.hook = hook;
        this.move = move;
        this.target = target;
        this.reach = reach;
        this.settings = settings;
    }

    @Override
    public String title() {
        return "the hook " + hook.name();
    }

    @Override
    public @Nullable String host() {
        return hook.host();
    }

    @Override
    public boolean provenByMoving() {
        return true;
    }

    @Override
    public List<HandCommand> commands() {
        RemoteCommand<String> line = RemoteCommand.of(words("switch"));
        return List.of(new HandCommand(hook.host(), hook.host() == null ? line.printed() : line.asRootUser().printed()));
    }

    private List<String> words(String action) {
        return List.of(hook.program(), action, move.cluster(), move.from(), move.to(), target.host(), Integer.toString(target.port()));
    }

    @Override
    public Standing look() {
        LocalProgram.End end = run("look");
        return end.status() == 0 ? new Standing.There(title() + " says that it leads to " + move.to())
                : new Standing.Elsewhere(title() + " doesn't say that it leads to " + move.to());
    }

    @Override
    public void prepare(Journal journal) {
        require("check", journal);
    }

    @Override
    public void move(Journal journal) {
        require("switch", journal);
    }

    private void require(String action, Journal journal) {
        LocalProgram.End end = run(action);
        end.output().lines().forEach(line -> journal.say(hook.name() + ": " + line));
        if (end.status() != 0) {
            throw new Problem(Finding.blocker("HookFailed", hook.host(),
                    hook.program() + " " + action + (end.inTime() ? " ended with status " + end.status() + "."
                            : " didn't end within " + hook.timeoutMillis() + " ms and was ended."),
                    "Look at what it said, mend it, then try again; or do its work by hand: " + HandCommand.joined(commands()))
                    .with(Map.of("output", end.output())));
        }
    }

    static RemoteCommand<LocalProgram.End> calling(List<String> words) {
        List<String> all = new ArrayList<>(List.of("bash", "-c", BRIEFLY, "understudy"));
        all.addAll(words);
        return RemoteCommand.of(all).asRootUser().accepting(ANY).answering(output -> new LocalProgram.End(output.exitStatus(), output.stdout()));
    }

    private LocalProgram.End run(String action) {
        Duration limit = Duration.ofMillis(hook.timeoutMillis());
        if (hook.host() != null) {
            return reach.host(hook.host()).run(calling(words(action)).within(limit));
        }
        // what was a program of the machine's owner when the route was declared may have become a link to another since
        settings.requireHere(hook.program());
        try {
            return LocalProgram.run(words(action), Map.of(), limit);
        } catch (IOException missing) {
            throw new Problem(Finding.blocker("HookMissing", null, hook.program() + " can't be run on the panel's machine: " + missing.getMessage(),
                    "Put the program there and make it executable for the panel's user, or correct the route."), missing);
        }
    }
}
