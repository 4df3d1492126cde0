package understudy.promotion;

import java.util.Optional;
import understudy.monitor.HostState;
import understudy.operation.OperationKind;
import understudy.topology.Member.Role;

/**
 * From whom the source's address is taken, and when it is given back to the source, while no operation sees to it. Pure: a scene in, a
 * verdict out. Both rest on the declared source being seen taking writes: a panel that can't see that doesn't know who is right.
 */
final class AddressRules {

    private AddressRules() {
    }

    /** Whether it is to be done. */
    sealed interface Verdict {

        /** At once. */
        record Due() implements Verdict {
        }

        /** Not now: an operation sees to it, or too little was seen yet. @param standing whether that operation itself waits */
        record Wait(boolean standing) implements Verdict {

            Wait() {
                this(false);
            }
        }

        /** Not for the panel to do; somebody should know. @param because in half a sentence */
        record Left(String because) implements Verdict {
        }
    }

    /**
     * For a host that isn't the source and has the address.
     *
     * @param sourceHasIt whether the source's host has it too
     */
    static Verdict taking(GateScene scene, String host, boolean sourceHasIt) {
        if (scene.cluster().source().filter(host::equals).isPresent()) {
            return new Verdict.Wait();
        }
        if (scene.addressesMove(host)) {
            return new Verdict.Wait(scene.stands());
        }
        return against(scene).or(() -> unfinished(scene, host)).<Verdict>map(Verdict.Left::new)
                .orElseGet(() -> sourceHasIt || out(scene, host) ? new Verdict.Due()
                        : new Verdict.Left("nobody has led it to the source yet"));
    }

    /** One that takes no part has no use for it, also where the source hasn't got it yet. */
    private static boolean out(GateScene scene, String host) {
        return scene.cluster().member(host).filter(member -> member.role() == Role.DETACHED || member.role() == Role.UNUSABLE).isPresent();
    }

    /**
     * For the source's host, when it lacks the address.
     *
     * @param scene in which {@link GateScene#sourceSeenOpenAt} is when the source was last seen open and having it
     */
    static Verdict giving(GateScene scene) {
        Optional<HostState> source = scene.source();
        if (source.isPresent() && scene.addressesMove(source.get().name())) {
            return new Verdict.Wait(scene.stands());
        }
        if (source.isEmpty() || scene.others().stream().anyMatch(host -> host.lookedAt() == null)) {
            return new Verdict.Wait();
        }
        return against(scene).or(() -> unfinished(scene)).or(() -> Gatekeeper.doubt(scene, source.get()).map(Gatekeeper.Doubt::because))
                .<Verdict>map(Verdict.Left::new).orElseGet(Verdict.Due::new);
    }

    private static Optional<String> against(GateScene scene) {
        if (scene.cluster().policy().maintenance()) {
            return Optional.of("this is maintenance");
        }
        return scene.sourceOpen() ? Optional.empty() : Optional.of(scene.cluster().source().map(source -> source
                + " isn't seen taking writes, so it isn't sure who the source is").orElse("the cluster has no source"));
    }

    /** A promotion of another than the declared source that failed half-way: somebody may be ending it by hand. */
    private static Optional<String> unfinished(GateScene scene) {
        return Optional.ofNullable(scene.running()).filter(GateScene.Running::failed).filter(last -> promotes(last.kind()))
                .filter(last -> !scene.cluster().source().equals(Optional.ofNullable(last.host())))
                .map(last -> "the promotion of " + last.host() + " failed and isn't taken back");
    }

    private static Optional<String> unfinished(GateScene scene, String host) {
        return unfinished(scene).filter(why -> scene.running() != null && host.equals(scene.running().host()));
    }

    private static boolean promotes(OperationKind kind) {
        return kind == OperationKind.SWITCHOVER || kind == OperationKind.FAILOVER;
    }
}
