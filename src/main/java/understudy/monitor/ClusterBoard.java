package understudy.monitor;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;
import understudy.topology.Cluster;
import understudy.topology.Member;

/** One cluster's part of the {@link Board}: its declared members, gaps, heartbeats, and the latest state. */
final class ClusterBoard {

    private final Board board;
    private final Beats beats = new Beats();
    private final Transitions transitions = new Transitions();
    private final Map<String, Gap> gaps = new HashMap<>();
    private final Map<String, Long> lags = new HashMap<>();
    private final CaseFile file = new CaseFile();
    private volatile Cluster declared;
    private volatile ClusterState state;

    ClusterBoard(Board board, Cluster declared) {
        this.board = board;
        this.declared = declared;
        this.state = picture(0, Diagnosis.unknown(declared.name(), declared.source().orElse(null), board.now()));
    }

    /** Takes over what is declared now; says whether that is something new. */
    synchronized boolean declare(Cluster cluster) {
        boolean changed = !cluster.equals(declared);
        if (!cluster.source().equals(declared.source())) {
            gaps.clear();
            file.begin();
            beats.ended();
        }
        declared = cluster;
        return changed;
    }

    /** Reckons gaps and lag from a new look, before the next state is made. */
    synchronized void saw(Sighting sighting) {
        String host = sighting.host();
        String source = declared.source().orElse(null);
        file.saw(sighting);
        if (host.equals(source)) {
            file.sourceSaw(sighting);
        }
        if (!(sighting instanceof Sighting.Seen seen)) {
            gaps.remove(host);
            lags.remove(host);
            return;
        }
        if (host.equals(source)) {
            lags.remove(host);
            board.sources().note(declared.name(), host, seen.look().gtidExecuted().withoutOrigin(seen.look().serverUuid()));
            for (Member member : declared.members()) {
                gaps.computeIfPresent(member.host(), (name, gap) -> gap.sourceLookedAt(seen.look(), board.lastLook(name)));
            }
        } else {
            Look sourceLook = source == null ? null : board.lastLook(source);
            Gap before = gaps.getOrDefault(host, Gap.UNKNOWN);
            gaps.put(host, sourceLook != null ? before.replicaLookedAt(seen.look(), sourceLook)
                    : before.replicaLookedAtAlone(seen.look(), source == null ? null : sourceBefore(source)));
            reckonLag(host, seen.look(), sourceLook);
        }
    }

    /** What the source had when it was last seen; by a panel that has started since, as far as it was written down. */
    private @Nullable GtidSet sourceBefore(String source) {
        Look latest = board.latestLook(source);
        return latest == null ? board.sources().of(declared.name(), source) : latest.gtidExecuted();
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

    /** The source's host was asked what is the matter. */
    synchronized void hostAnswered(HostAnswer answer) {
        file.hostAnswered(answer);
    }

    /** Somebody knocked at the source's port from a replica's host. */
    synchronized void knocked(String replica, Knock knock) {
        file.knocked(replica, knock);
    }

    /** Whether somebody should ask others what is the matter with the source. */
    synchronized boolean wantsInquiry() {
        return file.wantsInquiry(beats.waitingSince(), board.now());
    }

    /** Whether its replicas should be asked what they last heard of it. */
    synchronized boolean sourceLost() {
        return file.lostSince() != null;
    }

    /** Makes the next state and says what changed with it. */
    synchronized ClusterState next(List<ClusterChanged> changes, List<DiagnosisChanged> diagnoses) {
        Diagnosis before = state.diagnosis();
        ClusterState made = picture(state.version() + 1, before);
        if (made.diagnosis().differsFrom(before)) {
            diagnoses.add(new DiagnosisChanged(before, made.diagnosis()));
        }
        changes.addAll(transitions.observe(made, declared.policy().maxLagMillis()));
        state = made;
        return made;
    }

    private ClusterState picture(long version, Diagnosis before) {
        List<HostState> hosts = declared.members().stream()
                .map(member -> board.states().of(member.host(), member.role(),
                        gaps.getOrDefault(member.host(), Gap.UNKNOWN), lags.get(member.host())))
                .toList();
        Diagnosis diagnosis = FailureDetector.of(file.symptoms(declared, hosts, board, beats.waitingSince())).following(before);
        return new ClusterState(declared.name(), version, HealthRule.of(hosts, diagnosis.verdict()), declared.source().orElse(null), hosts,
                newest(hosts), diagnosis);
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

    Cluster declared() {
        return declared;
    }
}
