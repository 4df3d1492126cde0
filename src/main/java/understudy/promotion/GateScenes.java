package understudy.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.StepStatus;
import understudy.routing.SwitchRoutes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/** Puts together what is decided from between operations: what was seen, what runs, and what is declared, read in this order. */
@Component
class GateScenes {

    private static final Set<OperationKind> PROMOTIONS = Set.of(OperationKind.SWITCHOVER, OperationKind.FAILOVER);

    private final Clusters clusters;
    private final Operations operations;
    private final Clock clock;

    GateScenes(Clusters clusters, Operations operations, Clock clock) {
        this.clusters = clusters;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * The running operation is read before the declared roles: one that ended in between has declared them.
     *
     * @param seenOpenAt when the source of this name (empty for none) was last seen taking writes, or null
     * @return empty when there is no such cluster any more
     */
    Optional<GateScene> of(ClusterState state, Function<String, @Nullable Instant> seenOpenAt) {
        GateScene.Running running = running(state.cluster());
        Optional<Cluster> declared = clusters.find(state.cluster());
        return declared.map(cluster -> new GateScene(state, running, cluster, seenOpenAt.apply(cluster.source().orElse("")), clock.instant()));
    }

    private GateScene.@Nullable Running running(String cluster) {
        Optional<OperationView> active = operations.running(cluster);
        if (active.isPresent()) {
            return new GateScene.Running(active.get().kind(), active.get().host(), false, led(active.get()),
                    active.get().state().stands());
        }
        return operations.list(cluster, null, 1).stream()
                .filter(last -> PROMOTIONS.contains(last.kind()) && last.state() == OperationStatus.FAILED).findFirst()
                .map(last -> new GateScene.Running(last.kind(), last.host(), true)).orElse(null);
    }

    private static boolean led(OperationView operation) {
        return operation.steps().stream().anyMatch(step -> step.step().equals(SwitchRoutes.NAME) && step.state() == StepStatus.DONE);
    }
}
