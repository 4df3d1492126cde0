package understudy.fence;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.options.BootClosed;
import understudy.topology.Hosts;

/**
 * Makes sure that the old source takes no writes, now and after its next start, before anybody else does. With its host in reach
 * its option files are told to start it closed, then its process is ended, and that is proven. Out of reach the fence hook
 * decides; without its word it goes on only where somebody accepted that, and the result says so.
 */
@Component
public final class Fence implements Step<Fence.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("fence");

    private static final String HEADING = "Make sure";
    private static final String FENCED = "fenced";

    private final HostDoor door;
    private final Hosts hosts;
    private final DeathProof proof;
    private final RecentProof recent;
    private final FenceHook hook;
    private final BootClosed boot;

    Fence(HostDoor door, Hosts hosts, DeathProof proof, RecentProof recent, FenceHook hook, BootClosed boot) {
        this.door = door;
        this.hosts = hosts;
        this.proof = proof;
        this.recent = recent;
        this.hook = hook;
        this.boot = boot;
    }

    /**
     * @param cluster for the fence hook
     * @param source who is fenced
     * @param place where its server was last seen to keep its files
     * @param witnesses replicas whose hosts are asked once more before it goes on unfenced
     * @param acceptUnfenced whether it may go on when the host is out of reach, or no server runs there, and no hook confirms
     */
    public record Parameters(String cluster, String source, ServerPlace place, List<String> witnesses, boolean acceptUnfenced) {

        public Parameters {
            witnesses = List.copyOf(witnesses);
        }
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters wish) {
        return new StepText(HEADING, "Fence " + wish.source(),
                "Before another server is opened, " + wish.source() + " must not take writes any more, not even when it comes back.",
                "The candidate stays closed. What was done to " + wish.source() + " stays: it is the safe side.", "Fence it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        return switch (look(wish)) {
            case HostDoor.Answer.Given<SourceHost> seen when seen.value().fenced() -> done(seen.value());
            case HostDoor.Answer.Given<SourceHost> seen -> new Inspection.Possible(seen.value().evidence());
            case HostDoor.Answer.None<SourceHost> none when hook.configured() || wish.acceptUnfenced() ->
                    new Inspection.Possible(none.cause().message());
            case HostDoor.Answer.None<SourceHost> none ->
                    new Inspection.Blocked(FenceFindings.unfenceable(wish.source(), none.cause().message()));
        };
    }

    private static Inspection done(SourceHost seen) {
        return new Inspection.AlreadyDone(seen.evidence(), Map.of(FENCED, true));
    }

    @Override
    public Plan plan(Parameters wish) {
        return switch (processes(wish)) {
            case HostDoor.Answer.Given<List<ServerProcess>> seen -> new FencePlan(boot, wish.source()).onItsHost(seen.value());
            case HostDoor.Answer.None<List<ServerProcess>> none -> hook.printed(wish.cluster(), wish.source(), hosts.get(wish.source()).address())
                    .map(Plan::ofCommands).orElseGet(new FencePlan(boot, wish.source())::outOfReach);
        };
    }

    private HostDoor.Answer<List<ServerProcess>> processes(Parameters wish) {
        return door.ask(wish.source(), host -> host.run(ServerProcess.look(hosts.get(wish.source()), wish.place())));
    }

    private HostDoor.Answer<SourceHost> look(Parameters wish) {
        return door.ask(wish.source(), host -> SourceHost.look(host, hosts.get(wish.source()), wish.place(), door, boot));
    }

    static BootClosed.Parameters boot(String source) {
        return new BootClosed.Parameters(source, HEADING);
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        return switch (door.ask(wish.source(), host -> new SourceFence(host, hosts.get(wish.source()), wish.place(), door, proof, boot))) {
            case HostDoor.Answer.Given<SourceFence> reached -> switch (reached.value().run(plan, journal)) {
                case SourceFence.End.Proven proven -> fenced(proven.evidence(), journal);
                case SourceFence.End.Lives lives -> new Outcome.Failed(FenceFindings.answersAgain(wish.source()));
                case SourceFence.End.NotProven not -> byHook(wish, not.finding(), journal);
            };
            case HostDoor.Answer.None<SourceFence> none -> byHook(wish, none.cause(), journal);
        };
    }

    private Outcome byHook(Parameters wish, Finding why, Journal journal) {
        journal.say(why.message());
        if (hook.configured() && hook.fences(wish.cluster(), wish.source(), hosts.get(wish.source()).address(), journal)) {
            return fenced("The fence hook confirms that " + wish.source() + " takes no writes.", journal);
        }
        if (wish.acceptUnfenced()) {
            return unfenced(wish, why, journal);
        }
        return new Outcome.Failed(hook.configured() ? FenceFindings.hookFailed(wish.source()) : why);
    }

    /** Looks again unless the proof at the beginning is only moments old. Whose process can be seen is ended, whatever was accepted. */
    private Outcome unfenced(Parameters wish, Finding why, Journal journal) {
        return switch (recent.momentsOld(wish.source(), wish.place(), wish.witnesses())) {
            case DeathProof.Verdict.Alive alive -> new Outcome.Failed(alive.finding());
            case DeathProof.Verdict.Dead dead when !gone(wish) -> new Outcome.Failed(FenceFindings.stillThere(wish.source(), why));
            case DeathProof.Verdict.Dead dead -> accepted(wish, journal);
            case DeathProof.Verdict.OutOfReach out -> accepted(wish, journal);
        };
    }

    private boolean gone(Parameters wish) {
        return processes(wish) instanceof HostDoor.Answer.Given<List<ServerProcess>> seen && seen.value().isEmpty();
    }

    private static Outcome accepted(Parameters wish, Journal journal) {
        journal.result(FENCED, false);
        return new Outcome.Applied(wish.source() + " is not fenced; that was accepted. It is closed as soon as it comes back.");
    }

    private static Outcome fenced(String evidence, Journal journal) {
        journal.result(FENCED, true);
        return new Outcome.Applied(evidence);
    }

    /** What can be seen is proven again, but for its files; of those and of what is out of reach, apply has said all there is. */
    @Override
    public Inspection verify(Parameters wish) {
        if (gone(wish)) {
            return new Inspection.AlreadyDone("no server runs on " + wish.source());
        }
        return switch (look(wish)) {
            case HostDoor.Answer.Given<SourceHost> seen when seen.value().closed() -> done(seen.value());
            case HostDoor.Answer.Given<SourceHost> seen when !hook.configured() ->
                    new Inspection.Possible(seen.value().evidence());
            default -> new Inspection.AlreadyDone("what could be done to " + wish.source() + " is done");
        };
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Impossible(wish.source() + " stays stopped and would start closed. If it is to be the source again, start its "
                + "server and run sudo mysql -e \"SET GLOBAL read_only=OFF\" on that host, after making sure that no other server is open.");
    }
}
