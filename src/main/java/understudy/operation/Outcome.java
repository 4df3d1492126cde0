package understudy.operation;

import java.time.Duration;
import understudy.finding.Finding;

/** How an apply ended. */
public sealed interface Outcome {

    /** Done as planned. @param message what the page says, in a sentence */
    record Applied(String message) implements Outcome {
    }

    /** Not there yet: the runner inspects and applies again after a while. */
    record NotYet(Duration retryAfter, String message) implements Outcome {
    }

    /** It didn't work; the finding says what and what to do. What was begun is for undo. */
    record Failed(Finding finding) implements Outcome {
    }
}
