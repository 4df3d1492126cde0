package understudy.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.StepStatus;

/**
 * An operation in one line.
 *
 * @param tone ok, warn, bad or info
 * @param story what became of it
 * @param step what runs now, or null
 * @param took how long it took, or null while it runs
 * @param since when it began, while it runs, or null
 */
public record OperationBrief(
        String id, String title, String story, String tone, String state, @Nullable String cluster, @Nullable String host,
        String by, When when, @Nullable String took, @Nullable String since, String done, @Nullable String step, boolean atEnd) {

    public static OperationBrief of(OperationView view, Instant now) {
        long done = view.steps().stream().filter(step -> ended(step.state())).count();
        boolean atEnd = ended(view.state());
        Instant finished = view.finishedAt();
        return new OperationBrief(view.id(), OperationWords.title(view), OperationWords.story(view),
                OperationWords.tone(view.state()), OperationWords.word(view.state()), view.cluster(), view.host(),
                view.requestedBy(), When.of(finished == null ? view.createdAt() : finished, now),
                finished == null ? null : Amounts.duration(Duration.between(view.createdAt(), finished)),
                atEnd ? null : view.createdAt().toString(), done + " of " + view.steps().size() + " steps done",
                atEnd ? null : current(view), atEnd);
    }

    /** Whether nothing will happen any more without a person. */
    public static boolean ended(OperationStatus state) {
        return switch (state) {
            case SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED -> true;
            case PENDING, RUNNING, WAITING, INTERRUPTED -> false;
        };
    }

    private static boolean ended(StepStatus state) {
        return state == StepStatus.DONE || state == StepStatus.SKIPPED;
    }

    private static @Nullable String current(OperationView view) {
        return view.steps().stream().filter(step -> !ended(step.state())).map(step -> step.text().title()).findFirst().orElse(null);
    }
}
