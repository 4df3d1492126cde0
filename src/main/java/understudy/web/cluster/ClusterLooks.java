package understudy.web.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.monitor.LagPoint;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.web.OperationBrief;

/** Gathers what the monitor and the step engine say of clusters into what the pages show. */
@Component
class ClusterLooks {

    private static final int LOOK_BACK = 200;

    private final Monitor monitor;
    private final Operations operations;
    private final Clock clock;

    ClusterLooks(Monitor monitor, Operations operations, Clock clock) {
        this.monitor = monitor;
        this.operations = operations;
        this.clock = clock;
    }

    ClusterCardView card(ClusterState state) {
        Instant now = clock.instant();
        return new ClusterCardView(state.cluster(), HealthView.of(state), state.source(),
                HealthView.replicas(state).stream().map(HostState::name).toList(), lag(state, now),
                operations.running(state.cluster()).map(view -> OperationBrief.of(view, now)).orElse(null),
                lastPromotion(state.cluster(), now), state.at(), old(state, now));
    }

    LagView lag(ClusterState state, Instant now) {
        Map<String, List<LagPoint>> histories = new TreeMap<>();
        HealthView.replicas(state).forEach(host -> histories.put(host.name(), monitor.lagHistory(host.name())));
        return LagView.of(histories, now);
    }

    /** Whether the newest look is too long ago to be believed. */
    static boolean old(ClusterState state, Instant now) {
        return Duration.between(state.at(), now).compareTo(NodeView.FRESH) > 0;
    }

    private @Nullable OperationBrief lastPromotion(String cluster, Instant now) {
        return operations.list(cluster, OperationStatus.SUCCEEDED, LOOK_BACK).stream().filter(ClusterLooks::isPromotion)
                .findFirst().map(view -> OperationBrief.of(view, now)).orElse(null);
    }

    static boolean isPromotion(OperationView view) {
        return view.kind() == OperationKind.SWITCHOVER || view.kind() == OperationKind.FAILOVER;
    }
}
