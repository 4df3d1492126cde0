package understudy.monitor;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.topology.Cluster;
import understudy.topology.Member;

/** One cluster's part of the {@link Board}: its declared members, gaps, heartbeats, and the latest state. */
final class ClusterBoard {

    private final Board board;
    private final Beats beats = new Beats();
    private final Transitions transitions = new Transitions();
    private final Map<String, Gap> gaps = new HashMap<>();
    private final Map<String, Long> lags = new HashMap<>();
    private volatile Cluster declared;
    private volatile ClusterState state;

    ClusterBoard(Board board, Cluster declared) {
        this.board = board;
        this.declared = declared;
        this.state = picture(0);
    }

    /** Takes over what is declared now; says whether that is something new. */
    synchronized boolean declare(Cluster cluster) {
        boolean changed = !cluster.equals(declared);
        if (!cluster.source().equals(declared.source())) {
            gaps.clear();
        }
        declared = cluster;
        return changed;
    }

    /** Reckons gaps and lag from a new look, before the next state is made. */
    synchronized void saw(Sighting sighting) {
        String host = sighting.host();
        if (!(sighting instanceof Sighting.Seen seen)) {
            gaps.remove(host);
            lags.remove(host);
            return;
        }
        String source = declared.source().orElse(null);
        if (host.equals(source)) {
            lags.remove(host);
            for (Member member : declared.members()) {
                gaps.computeIfPresent(member.host(), (name, gap) -> gap.sourceLookedAt(seen.look(), board.lastLook(name)));
            }
        } else {
            Look sourceLook = source == null ? null : board.lastLook(source);
            gaps.put(host, gaps.getOrDefault(host, Gap.UNKNOWN).replicaLookedAt(seen.look(), sourceLook));
            reckonLag(host, seen.look(), sourceLook);
        }
    }

    private void reckonLag(String host, Look replica, @Nullable Look source) {
        Long applied = replica.applyMicros();
        Long corrected = applied == null || source == null ? null
                : Long.valueOf(applied - replica.skewMicros() + source.skewMicros());
        boolean fetches = replica.replica() != null && replica.replica().receiver().running()
                && replica.replica().applier().running();
        Long lag = fetches ? beats.lag(replica.beat(), corrected, replica.startedAt().toEpochMilli()) : null;
        if (lag == null) {
            lags.remove(host);
        } else {
            lags.put(host, lag);
        }
    }

    /** Makes the next state and says what changed with it. */
    synchronized ClusterState next(List<ClusterChanged> changes) {
        ClusterState made = picture(state.version() + 1);
        changes.addAll(transitions.observe(made, declared.policy().maxLagMillis()));
        state = made;
        return made;
    }

    private ClusterState picture(long version) {
        List<HostState> hosts = declared.members().stream()
                .map(member -> board.states().of(member.host(), member.role(),
                        gaps.getOrDefault(member.host(), Gap.UNKNOWN), lags.get(member.host())))
                .toList();
        return new ClusterState(declared.name(), version, HealthRule.of(hosts), declared.source().orElse(null), hosts,
                newest(hosts));
    }

    private Instant newest(List<HostState> hosts) {
        return hosts.stream().map(HostState::lookedAt).filter(at -> at != null).max(Instant::compareTo).orElseGet(board::now);
    }

    synchronized @Nullable Long lagOf(String host) {
        return lags.get(host);
    }

    ClusterState state() {
        return state;
    }

    boolean has(String host) {
        return declared.member(host).isPresent();
    }

    boolean wantsHeartbeatOn(String host) {
        return declared.source().filter(host::equals).isPresent() && !declared.hosts(Member.Role.REPLICA).isEmpty();
    }

    Beats beats() {
        return beats;
    }
}
