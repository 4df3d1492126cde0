package understudy.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** Puts together what the rules look at: what is declared and what was seen, as of now. */
@Component
class Situations {

    private final Hosts hosts;
    private final Monitor monitor;
    private final PanelPlace place;
    private final Clock clock;

    Situations(Hosts hosts, Monitor monitor, PanelPlace place, Clock clock) {
        this.hosts = hosts;
        this.monitor = monitor;
        this.place = place;
        this.clock = clock;
    }

    /** @param candidate the replica in question, or null for the best */
    Situation of(Cluster cluster, @Nullable String candidate, @Nullable String runningOperation) {
        ClusterState state = monitor.cluster(cluster.name()).orElseGet(() ->
                new ClusterState(cluster.name(), 0, Health.DEGRADED, null, List.of(), clock.instant()));
        List<Host> members = cluster.members().stream().map(Member::host).map(hosts::find).flatMap(Optional::stream).toList();
        Situation now = new Situation(
                cluster, state, candidate, clock.instant(), place.among(members).orElse(null), runningOperation);
        return candidate != null ? now : now.with(CandidateChoice.best(now).orElse(null));
    }
}
