package understudy.operation;

import java.util.List;

/** What a rehearsal says. */
public sealed interface DryRun {

    /** These steps would run; the plans of later steps are made from today's state and may change. */
    record Planned(OperationView operation) implements DryRun {
    }

    /** It would not start. */
    record NotStarted(StartResult why) implements DryRun {
    }
}
