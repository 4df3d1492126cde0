package understudy.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.topology.Member;

/**
 * Tells what is worth telling from one state of a cluster to the next. Remembers the last thing known of each host, so that a
 * short blindness in between invents no change; the first thing known of a host is no change either.
 */
final class Transitions {

    /** The last known answers; null while never known. */
    private record Known(@Nullable Boolean reachable, @Nullable Boolean writable, @Nullable Boolean follows,
            @Nullable Boolean late, @Nullable Boolean errant) {
    }

    private static final Known NOTHING = new Known(null, null, null, null, null);

    private final Map<String, Known> known = new HashMap<>();
    /** These are told by what they are made of, or are no news by themselves. */
    private static final Set<Verdict> TOLD_OTHERWISE =
            Set.of(Verdict.UNKNOWN, Verdict.SUSPECTED, Verdict.REPLICAS_BROKEN, Verdict.SPLIT_BRAIN);

    private Verdict toldVerdict = Verdict.HEALTHY;
    private @Nullable Boolean splitBrain;
    private @Nullable String source;

    /** What changed since the state before. @param maxLagMillis the policy's limit */
    List<ClusterChanged> observe(ClusterState state, long maxLagMillis) {
        List<ClusterChanged> told = new ArrayList<>();
        for (HostState host : state.hosts()) {
            if (host.lookedAt() != null) {
                observe(host, maxLagMillis, (code, text) -> told.add(new ClusterChanged(state.cluster(), code, text, state.at())));
            }
        }
        Diagnosis diagnosis = state.diagnosis();
        if (diagnosis.verdict() != toldVerdict && !TOLD_OTHERWISE.contains(diagnosis.verdict())) {
            toldVerdict = diagnosis.verdict();
            told.add(new ClusterChanged(state.cluster(), code(toldVerdict), diagnosis.summary(), state.at()));
        }
        boolean split = HealthRule.splitBrain(state.hosts());
        if (split && !Boolean.TRUE.equals(splitBrain)) {
            told.add(new ClusterChanged(state.cluster(), "SplitBrain", "Two servers take writes at the same time: "
                    + String.join(", ", writers(state)) + ".", state.at()));
        } else if (!split && Boolean.TRUE.equals(splitBrain)) {
            told.add(new ClusterChanged(state.cluster(), "SplitBrainEnded", "Only one server takes writes again.", state.at()));
        }
        splitBrain = split;
        if (source != null && state.source() != null && !source.equals(state.source())) {
            told.add(new ClusterChanged(state.cluster(), "SourceChanged",
                    state.source() + " is the source now; before it was " + source + ".", state.at()));
        }
        source = state.source() == null ? source : state.source();
        return told;
    }

    private static String code(Verdict verdict) {
        return switch (verdict) {
            case HEALTHY -> "SourceWell";
            case SERVER_DEAD -> "ServerDead";
            case SERVER_RESTARTING -> "ServerRestarting";
            case HOST_DEAD -> "HostDead";
            case NETWORK_TO_PANEL -> "NetworkToPanelLost";
            case SERVER_HUNG -> "ServerHung";
            case SERVER_REFUSES -> "ServerRefusesPanel";
            case DISK_FULL -> "DiskFull";
            case WRITES_STALLED -> "WritesStalled";
            case SOURCE_CLOSED -> "SourceClosed";
            case PANEL_ISOLATED -> "PanelIsolated";
            case UNKNOWN, SUSPECTED, REPLICAS_BROKEN, SPLIT_BRAIN -> throw new IllegalArgumentException("told otherwise: " + verdict);
        };
    }

    private interface Teller {
        void tell(String code, String text);
    }

    private void observe(HostState host, long maxLagMillis, Teller teller) {
        Known before = known.getOrDefault(host.name(), NOTHING);
        boolean replica = host.role() == Member.Role.REPLICA && host.reachable();
        Known now = new Known(
                host.reachable(),
                newer(host.writable(), before.writable),
                replica ? Boolean.valueOf(HealthRule.follows(host)) : before.follows,
                newer(late(host, maxLagMillis), before.late),
                newer(errant(host), before.errant));
        known.put(host.name(), now);
        String name = host.name();
        on(before.reachable, now.reachable, () -> teller.tell("HostBack", name + " answers again."),
                () -> teller.tell("HostLost", name + " can't be seen: " + why(host)));
        on(before.writable, now.writable, () -> teller.tell("ServerOpened", name + " takes writes now."),
                () -> teller.tell("ServerClosed", name + " refuses writes now."));
        on(before.follows, now.follows, () -> teller.tell("ReplicationRecovered", name + " follows its source again."),
                () -> teller.tell("ReplicationBroken", name + " no longer follows: " + brokenWhy(host)));
        on(before.late, now.late, () -> teller.tell("LagHigh", name + " is more than " + maxLagMillis / 1000.0 + " s behind."),
                () -> teller.tell("LagBack", name + " has caught up to within " + maxLagMillis / 1000.0 + " s."));
        on(before.errant, now.errant, () -> teller.tell("ErrantFound", name + " has transactions that its source never had."),
                () -> teller.tell("ErrantGone", name + " has no errant transactions any more."));
    }

    private static void on(@Nullable Boolean before, @Nullable Boolean now, Runnable becameTrue, Runnable becameFalse) {
        if (before != null && now != null && !before.equals(now)) {
            (now ? becameTrue : becameFalse).run();
        }
    }

    private static @Nullable Boolean newer(@Nullable Boolean now, @Nullable Boolean before) {
        return now == null ? before : now;
    }

    private static @Nullable Boolean late(HostState host, long maxLagMillis) {
        var replication = host.replication();
        Long lag = replication == null ? null : replication.lagMillis();
        return lag == null ? null : Boolean.valueOf(lag > maxLagMillis);
    }

    private static @Nullable Boolean errant(HostState host) {
        var replication = host.replication();
        String errant = replication == null ? null : replication.errant();
        return errant == null ? null : Boolean.valueOf(!errant.isEmpty());
    }

    private static String why(HostState host) {
        var problem = host.problem();
        return problem == null ? "no answer" : problem.message();
    }

    private static String brokenWhy(HostState host) {
        var replication = host.replication();
        if (replication == null) {
            return "it has no source set.";
        }
        String error = replication.lastError();
        return error != null ? error : replication.ioRunning() ? "its applier is stopped." : "its receiver is not connected.";
    }

    private static List<String> writers(ClusterState state) {
        return state.hosts().stream().filter(host -> Boolean.TRUE.equals(host.writable())).map(HostState::name).toList();
    }
}
