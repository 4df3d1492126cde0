package understudy.operation;

import understudy.finding.Finding;

/** How the engine's work on one step ended. */
sealed interface StepEnd {

    /** Done, now or before; on to the next. */
    record Completed() implements StepEnd {
    }

    /** Its plan is shown; the admin's button decides. */
    record Waits() implements StepEnd {
    }

    /** Blocked, or it didn't work. At the point of no return: and was seen not to be done. */
    record Failed(Finding finding) implements StepEnd {
    }

    /** Couldn't be seen for too long. */
    record Unseen(Finding cause) implements StepEnd {
    }

    /** This panel can't run it at all. */
    record NotRunnable(Finding finding) implements StepEnd {
    }

    /** The admin ended it before it was done. */
    record Cancelled() implements StepEnd {
    }

    /** The panel stops; the step is as the world shows it. */
    record Stopped() implements StepEnd {
    }
}
