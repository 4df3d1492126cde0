package understudy.setup;

import java.util.List;

import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.comparison.CheckTables;
import understudy.replication.WaitUntilCaughtUp;

/** Plans the comparison of a replica's tables with its source's, while writes go on. */
@Component
class CheckData implements OperationPlanner {

    private static final long CATCH_UP_MILLIS = 600_000;

    private final Members members;

    CheckData(Members members) {
        this.members = members;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CHECK_DATA;
    }

    @Override
    public Decision decide(OperationRequest request) {
        try {
            Members.Follower follower = members.follower(request);
            String source = follower.source();
            String replica = follower.replica();
            return new Decision.Planned(replica, List.of(
                    new PlannedStep(WaitUntilCaughtUp.NAME, replica, new WaitUntilCaughtUp.Parameters(source, replica, CATCH_UP_MILLIS)),
                    new PlannedStep(CheckTables.NAME, replica,
                            new CheckTables.Parameters(source, replica, follower.cluster().databases()))), OnFailure.STOP);
        } catch (Problem refusal) {
            return new Decision.Refused(List.of(refusal.finding()));
        }
    }
}
