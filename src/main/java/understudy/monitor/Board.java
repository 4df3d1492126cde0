package understudy.monitor;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.Member;

/**
 * Where all sightings come together: keeps the latest one a host, and makes a new state of its cluster from each. Whoever looks
 * calls {@link #accept}; whoever wants to know reads an immutable state. Thread-safe; asks nobody anything.
 */
final class Board {

    private final Clock clock;
    private final MonitorSettings how;
    private final BoardEars ears;
    private final SourceMemory sources;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<String, ClusterBoard> clusters = new ConcurrentHashMap<>();
    private final Map<String, LagHistory> lags = new ConcurrentHashMap<>();
    private volatile List<Host> hosts = List.of();

    Board(Clock clock, MonitorSettings how, BoardEars ears, SourceMemory sources) {
        this.clock = clock;
        this.how = how;
        this.ears = ears;
        this.sources = sources;
    }

    /** What the admin declared, as of now. */
    void declare(List<Host> declaredHosts, List<Cluster> declared) {
        hosts = List.copyOf(declaredHosts);
        List<String> hostNames = declaredHosts.stream().map(Host::name).toList();
        sightings.keySet().retainAll(hostNames);
        lags.keySet().retainAll(hostNames);
        clusters.keySet().retainAll(declared.stream().map(Cluster::name).toList());
        for (Cluster cluster : declared) {
            ClusterBoard board = clusters.computeIfAbsent(cluster.name(), name -> new ClusterBoard(this, cluster));
            if (board.declare(cluster)) {
                publish(board);
            }
        }
    }

    /** A new look. */
    void accept(Sighting sighting) {
        sightings.put(sighting.host(), sighting);
        Optional<ClusterBoard> cluster = clusterOf(sighting.host());
        cluster.ifPresent(board -> board.saw(sighting));
        LagHistory history = lags.computeIfAbsent(sighting.host(), name -> new LagHistory(how.history(), how.interval()));
        history.add(sighting.at(), cluster.map(board -> board.lagOf(sighting.host())).orElse(null));
        cluster.ifPresent(this::publish);
    }

    /** What was seen too long ago is no longer true: a watch that hangs must not leave a green page behind. */
    void dropOverdue() {
        Instant limit = clock.instant().minus(how.overdue());
        for (Sighting sighting : new ArrayList<>(sightings.values())) {
            if (sighting instanceof Sighting.Seen seen && seen.at().isBefore(limit)) {
                String host = seen.host();
                accept(new Sighting.NotSeen(host, seen.at(), Finding.warning("NotLookedAt", host,
                        "The last look at " + host + " ended at " + seen.at() + "; the one since then has not come back",
                        "Wait a moment. If it stays like this, the panel itself is stuck: restart it."), false, false, seen.look()));
            }
        }
    }

    private void publish(ClusterBoard board) {
        List<ClusterChanged> changes = new ArrayList<>();
        List<DiagnosisChanged> diagnoses = new ArrayList<>();
        ClusterState state = board.next(changes, diagnoses);
        ears.state(state);
        changes.forEach(ears::changed);
        diagnoses.forEach(ears::diagnosed);
        if (board.wantsInquiry()) {
            ears.troubled(state.cluster());
        }
    }

    /** The source's host answered an inquiry. */
    void hostAnswered(String cluster, HostAnswer answer) {
        withBoard(cluster, board -> board.hostAnswered(answer));
    }

    /** Somebody knocked at the source's port from a replica's host. */
    void knocked(String cluster, String replica, Knock knock) {
        withBoard(cluster, board -> board.knocked(replica, knock));
    }

    private void withBoard(String cluster, Consumer<ClusterBoard> news) {
        ClusterBoard board = clusters.get(cluster);
        if (board != null) {
            news.accept(board);
            publish(board);
        }
    }

    /** The cluster as declared, while its source gives reason to ask others about it. */
    Optional<Cluster> inTrouble(String cluster) {
        return Optional.ofNullable(clusters.get(cluster)).filter(ClusterBoard::wantsInquiry).map(ClusterBoard::declared);
    }

    /** Whether this host follows a source that the panel has lost. */
    boolean mayHear(String host) {
        return clusterOf(host).filter(ClusterBoard::sourceLost).isPresent();
    }

    /** Whether a heartbeat is on its way to this host, which at this moment is usually none. */
    boolean writeWaits(String host) {
        return clusterOf(host).filter(board -> board.wantsHeartbeatOn(host) && board.beats().waitingSince() != null).isPresent();
    }

    Optional<Host> declaredHost(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    @Nullable Sighting sighting(String host) {
        return sightings.get(host);
    }

    Optional<ClusterState> cluster(String name) {
        return Optional.ofNullable(clusters.get(name)).map(ClusterBoard::state);
    }

    List<ClusterState> clusters() {
        return clusters.values().stream().map(ClusterBoard::state)
                .sorted(java.util.Comparator.comparing(ClusterState::cluster)).toList();
    }

    Optional<HostState> host(String name) {
        Optional<HostState> asMember = clusterOf(name).flatMap(board -> board.state().host(name));
        return asMember.or(() -> hosts.stream().filter(host -> host.name().equals(name)).findFirst()
                .map(host -> states().of(name, Member.Role.UNCONFIGURED, Gap.UNKNOWN, null)));
    }

    List<LagPoint> lagHistory(String host) {
        LagHistory history = lags.get(host);
        return history == null ? List.of() : history.since(clock.instant());
    }

    boolean isMember(String host) {
        return clusterOf(host).isPresent();
    }

    /** The heartbeat to write on this host: only on the declared source of a cluster that has a replica. */
    Optional<Heartbeat> heartbeatOf(String host) {
        return clusterOf(host).filter(board -> board.wantsHeartbeatOn(host)).map(board -> new Heartbeat(board.beats(), clock));
    }

    HostStates states() {
        return new HostStates(hosts, sightings::get);
    }

    @Nullable Look lastLook(String host) {
        Sighting sighting = sightings.get(host);
        return sighting instanceof Sighting.Seen seen ? seen.look() : null;
    }

    /** The newest look that was answered, however long ago. */
    @Nullable Look latestLook(String host) {
        Sighting sighting = sightings.get(host);
        return sighting == null ? null : sighting.lastLook();
    }

    SourceMemory sources() {
        return sources;
    }

    Instant now() {
        return clock.instant();
    }

    private Optional<ClusterBoard> clusterOf(String host) {
        return clusters.values().stream().filter(board -> board.has(host)).findFirst();
    }
}
