package understudy.setup;

import java.util.List;

import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.replication.DeclareRole;
import understudy.replication.StopFollowing;
import understudy.topology.Member.Role;

/** Plans to take a replica out of replication; it stays read-only. */
@Component
class Detach implements OperationPlanner {

    private static final String HEADING = "Detach";

    private final Members members;

    Detach(Members members) {
        this.members = members;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DETACH;
    }

    @Override
    public Decision decide(OperationRequest request) {
        try {
            Members.Follower follower = members.follower(request);
            String replica = follower.replica();
            return new Decision.Planned(replica, List.of(
                    new PlannedStep(StopFollowing.NAME, replica, new StopFollowing.Parameters(replica, HEADING)),
                    new PlannedStep(DeclareRole.NAME, null,
                            new DeclareRole.Parameters(follower.cluster().name(), replica, Role.DETACHED, HEADING))), OnFailure.STOP);
        } catch (Problem refusal) {
            return new Decision.Refused(List.of(refusal.finding()));
        }
    }
}
