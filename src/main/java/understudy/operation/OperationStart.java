package understudy.operation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationPlanner.Decision;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** Turns a request into a stored operation, or says why not. */
@Component
class OperationStart {

    private static final int TRIES = 5;

    private final Map<OperationKind, OperationPlanner> planners = new EnumMap<>(OperationKind.class);
    private final OperationStore store;
    private final StepCatalog catalog;
    private final StoredJson json;
    private final Clusters clusters;
    private final Hosts hosts;
    private final Clock clock;

    OperationStart(List<OperationPlanner> planners, OperationStore store, StepCatalog catalog, StoredJson json,
            Clusters clusters, Hosts hosts, Clock clock) {
        for (OperationPlanner planner : planners) {
            if (this.planners.put(planner.kind(), planner) != null) {
                throw new IllegalStateException("two planners want to plan " + planner.kind());
            }
        }
        this.store = store;
        this.catalog = catalog;
        this.json = json;
        this.clusters = clusters;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** Steps, or a refusal. */
    sealed interface Decided {

        record Go(Decision.Planned plan) implements Decided {
        }

        record No(StartResult why) implements Decided {
        }
    }

    /** Plans and stores. */
    StartResult start(OperationRequest request) {
        for (int tries = 0; tries < TRIES; tries++) {
            String key = key(request);
            String newest = store.latest(key);
            Decided decided = decide(request);
            if (decided instanceof Decided.No no) {
                return no.why();
            }
            Operation operation = operation(request, key, ((Decided.Go) decided).plan());
            switch (store.add(operation, relatives(request), newest)) {
                case OperationStore.Added.Stored stored -> {
                    return new StartResult.Started(operation.id());
                }
                case OperationStore.Added.Taken taken -> {
                    return new StartResult.AlreadyRunning(taken.by());
                }
                case OperationStore.Added.Overtaken overtaken -> {
                    // another one came and ended while this one was planned: what was seen then isn't true any more
                }
            }
        }
        return new StartResult.Refused(List.of(Finding.blocker("TooBusy", request.host(),
                "Other operations of the same cluster came and went while this one was planned.", "Try again.")));
    }

    /** Asks the planner, and touches nothing. */
    Decided decide(OperationRequest request) {
        Optional<Finding> unknown = unknown(request);
        if (unknown.isPresent()) {
            return new Decided.No(new StartResult.NotFound(unknown.get()));
        }
        OperationPlanner planner = planners.get(request.kind());
        if (planner == null) {
            return new Decided.No(new StartResult.Refused(List.of(Finding.blocker("KindUnsupported", null,
                    "This version of the panel can't do " + request.kind() + ".", "See the documentation for what it can do."))));
        }
        try {
            return decided(planner.decide(request));
        } catch (Problem e) {
            return new Decided.No(new StartResult.Refused(List.of(e.finding())));
        }
    }

    private Decided decided(Decision decision) {
        return switch (decision) {
            case Decision.Planned planned -> new Decided.Go(planned);
            case Decision.Refused refused -> new Decided.No(new StartResult.Refused(refused.findings()));
            case Decision.NeedsConfirmation needs ->
                    new Decided.No(new StartResult.NeedsConfirmation(needs.name(), needs.finding()));
        };
    }

    private Optional<Finding> unknown(OperationRequest request) {
        if (request.cluster() != null && clusters.find(request.cluster()).isEmpty()) {
            return Optional.of(Finding.blocker("ClusterUnknown", null, "There is no cluster " + request.cluster() + ".",
                    "Look at the list of clusters."));
        }
        if (request.host() != null && hosts.find(request.host()).isEmpty()) {
            return Optional.of(Finding.blocker("HostUnknown", request.host(), "There is no host " + request.host() + ".",
                    "Look at the list of hosts."));
        }
        return Optional.empty();
    }

    /** An enrolment of a member keeps the whole cluster's operations away. */
    private String key(OperationRequest request) {
        if (request.cluster() != null) {
            return "cluster:" + request.cluster();
        }
        String host = request.host() == null ? "" : request.host();
        return clusters.ofHost(host).map(cluster -> "cluster:" + cluster.name()).orElse("host:" + host);
    }

    /** Hosts that may be under an operation of their own, begun before they became members. */
    private List<String> relatives(OperationRequest request) {
        Optional<Cluster> cluster = request.cluster() != null ? clusters.find(request.cluster())
                : Optional.ofNullable(request.host()).flatMap(clusters::ofHost);
        return cluster.stream().flatMap(found -> found.members().stream()).map(Member::host).map(host -> "host:" + host).toList();
    }

    Operation operation(OperationRequest request, String key, Decision.Planned plan) {
        List<PlannedStep> planned = plan.steps();
        planned.forEach(catalog::call);
        List<StepRun> steps = new ArrayList<>(IntStream.rangeClosed(1, planned.size())
                .mapToObj(number -> pending(number, planned.get(number - 1))).toList());
        Operation.Request asked = new Operation.Request(OperationId.at(clock.instant()), request.kind(), request.cluster(),
                plan.host(), key, request.requestedBy(), plan.onFailure(), clock.instant());
        return Operation.pending(asked, request.pace(), steps);
    }

    private StepRun pending(int number, PlannedStep step) {
        return StepRun.pending(new StepRun.Order(number, step.step(), step.host(), json.write(step.parameters()),
                step.pointOfNoReturn()));
    }
}
