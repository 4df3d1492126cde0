package understudy.enrolment;

import understudy.operation.Inspection;
import understudy.operation.Outcome;

/** For steps that only look: what they saw is all that there is to do. */
final class Looking {

    private Looking() {
    }

    static Outcome apply(Inspection seen) {
        return switch (seen) {
            case Inspection.AlreadyDone done -> new Outcome.Applied(done.evidence());
            case Inspection.Possible possible -> new Outcome.Applied(possible.evidence());
            case Inspection.Blocked blocked -> new Outcome.Failed(blocked.findings().getFirst());
            case Inspection.Unknown unknown -> new Outcome.Failed(unknown.cause());
        };
    }
}
