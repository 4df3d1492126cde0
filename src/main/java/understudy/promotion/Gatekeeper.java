package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import understudy.monitor.HostState;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/**
 * Who takes writes and shouldn't, and who should and doesn't, while no operation sees to it. Pure: a scene in, acts out.
 *
 * <p>A member that takes writes although another is the declared source is closed. It is never opened again. Only the declared
 * source may be opened, only under the policy that lets every server boot closed, and only when nobody else can have taken over.
 */
final class Gatekeeper {

    private Gatekeeper() {
    }

    /** What is to be done with one server, and why. */
    sealed interface Act {

        String host();

        /** In a sentence. */
        String why();

        /** Close it at once. */
        record Close(String host, String why) implements Act {
        }

        /** Open it, if it is closed only because it was told so at its start. */
        record Open(String host, String why) implements Act {
        }

        /** Not for the panel to touch; somebody should know. @param code stable name */
        record LeftAlone(String host, String code, String why) implements Act {
        }
    }

    static List<Act> decide(GateScene scene) {
        List<Act> acts = new ArrayList<>();
        scene.others().stream().filter(scene::open).map(host -> opened(scene, host)).flatMap(Optional::stream).forEach(acts::add);
        scene.source().filter(source -> Boolean.FALSE.equals(source.writable())).flatMap(source -> closed(scene, source)).ifPresent(acts::add);
        return acts;
    }

    /** A server that isn't the source takes writes. */
    private static Optional<Act> opened(GateScene scene, HostState host) {
        GateScene.Running running = scene.running();
        String name = host.name();
        String source = scene.cluster().source().orElse("nobody");
        if (running != null && running.mayOpen(name)) {
            return running.failed() ? Optional.of(new Act.LeftAlone(name, "PromotionUnfinished", "The promotion of " + name
                    + " failed and isn't taken back: it takes writes, and " + source + " is still the declared source. Try the operation again."))
                    : Optional.empty();
        }
        if (scene.cluster().policy().maintenance()) {
            return Optional.of(new Act.LeftAlone(name, "OpenInMaintenance", name + " takes writes, and " + source
                    + " is the source. The panel leaves it, because of maintenance."));
        }
        boolean replica = scene.role(host) == Role.REPLICA;
        if (replica && !scene.sourceOpen() && scene.promotionRuns()) {
            // the roles have just been declared, and what was seen is older: until a moment ago it was the source itself
            return Optional.empty();
        }
        if (replica && !scene.sourceOpen()) {
            return Optional.of(new Act.LeftAlone(name, "OpenedByHand", name + " takes writes, though it is declared a replica; " + source
                    + " doesn't. If somebody promoted it by hand, leave " + source + " stopped: as soon as both take writes, the panel closes "
                    + name + "."));
        }
        return Optional.of(new Act.Close(name, replica || scene.role(host) == Role.UNUSABLE
                ? name + " took writes, though it is declared " + scene.role(host) + " and " + source + " is the source"
                : name + " came back and took writes, though " + source + " is the source now"));
    }

    /** The declared source refuses writes. */
    private static Optional<Act> closed(GateScene scene, HostState source) {
        boolean ours = scene.cluster().policy().bootClosed() == Policy.BootClosed.ALL && !scene.cluster().policy().maintenance()
                && !scene.promotionRuns();
        if (!ours || scene.others().stream().anyMatch(host -> host.lookedAt() == null)) {
            return Optional.empty();
        }
        return Optional.of(doubt(scene, source).map(doubt -> left(source, doubt))
                .orElseGet(() -> new Act.Open(source.name(), source.name() + " started closed, and no other member has taken over")));
    }

    /** A reason to doubt that the declared source still is the source. @param because in half a sentence */
    record Doubt(String code, String because) {
    }

    /** What is seen that speaks against the declared source. */
    static Optional<Doubt> doubt(GateScene scene, HostState source) {
        return scene.others().stream().map(other -> doubt(scene, source, other)).flatMap(Optional::stream).findFirst()
                .or(() -> Optional.ofNullable(source.replication())
                        .map(followed -> new Doubt("SourceFollowsAnother", "it is itself set to follow " + followed.sourceHost())));
    }

    /** What this member says against it. */
    private static Optional<Doubt> doubt(GateScene scene, HostState source, HostState other) {
        String name = other.name();
        if (!scene.fresh(other)) {
            return scene.watchedWithout(other) ? Optional.empty()
                    : Optional.of(new Doubt("MemberNotSeen", name + " can't be seen, so it isn't sure that it hasn't taken over"));
        }
        if (scene.open(other)) {
            return Optional.of(new Doubt("OtherServerWritable", name + " takes writes"));
        }
        if (!GateScene.ahead(other, source).isEmpty() && scene.role(other) == Role.REPLICA) {
            return Optional.of(new Doubt("SourceLacksTransactions", name + " has " + GateScene.ahead(other, source).count()
                    + " transaction(s) that " + source.name() + " lacks, by a promotion or because they were lost there"));
        }
        boolean astray = scene.role(other) == Role.REPLICA
                && (other.replication() == null || !other.replication().sourceHost().equals(source.name()));
        return astray ? Optional.of(new Doubt("ReplicaAstray", name + " doesn't follow it any more, so somebody may be promoting " + name))
                : Optional.empty();
    }

    private static Act left(HostState source, Doubt doubt) {
        return new Act.LeftAlone(source.name(), doubt.code(), "The source " + source.name() + " started closed. The panel doesn't open it: "
                + doubt.because() + ". Look at both before you open it by hand: run on " + source.name()
                + " sudo mysql -e \"SET GLOBAL read_only=OFF\"");
    }
}
