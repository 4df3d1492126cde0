package understudy.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.copy.CopyWay;

/**
 * Decides how a host becomes a replica of its cluster's source: refuses, asks for the typed name where data would be lost, or
 * gives the steps in the order of the documents. A run on a working replica plans the same steps, and each finds itself done.
 */
@Component
class ReplicaSetup implements OperationPlanner {

    private final Pairs pairs;

    ReplicaSetup(Pairs pairs) {
        this.pairs = pairs;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.SETUP_REPLICA;
    }

    @Override
    public Decision decide(OperationRequest request) {
        try {
            SetupOptions options = SetupOptions.of(request.options());
            return decide(pairs.of(request), options, request);
        } catch (Problem refusal) {
            return new Decision.Refused(List.of(refusal.finding()));
        }
    }

    private static Decision decide(Pair pair, SetupOptions options, OperationRequest request) {
        List<Finding> refusals = new ArrayList<>(SetupRefusals.of(pair));
        CopyChoice choice = CopyChoice.between(pair.source(), pair.replica());
        Optional<CopyWay> way = choice.way(options.copy());
        if (way.isEmpty()) {
            refusals.addAll(choice.refusal(options.copy(), pair.replica().name()));
        }
        if (!refusals.isEmpty() || way.isEmpty()) {
            return new Decision.Refused(refusals);
        }
        List<String> atStake = pair.follows() && !options.recopy() ? List.of() : pair.atStake(options.recopy());
        if (!atStake.isEmpty() && !pair.replica().name().equals(request.confirm())) {
            return new Decision.NeedsConfirmation(pair.replica().name(), loss(pair, atStake));
        }
        return new Decision.Planned(pair.replica().name(), new SetupSteps(pair, way.get(), options.recopy(), atStake).all(),
                OnFailure.STOP);
    }

    private static Finding loss(Pair pair, List<String> atStake) {
        List<String> named = atStake.stream().map(name -> name + size(pair, name)).toList();
        return Finding.warning("ReplicaHoldsData", pair.replica().name(),
                pair.replica().name() + " holds data that will be lost: " + String.join(", ", named) + ".",
                "Type " + pair.replica().name() + " to agree. Everything there is replaced by a copy of " + pair.source().name() + ".");
    }

    private static String size(Pair pair, String database) {
        Long bytes = Pair.databases(pair.replica()).get(database);
        return bytes == null ? "" : " (" + Math.max(1, bytes / 1_000_000) + " MB)";
    }
}
