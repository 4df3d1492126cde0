package understudy.web.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.StepStatus;
import understudy.web.Amounts;

/**
 * A line of the stepper.
 *
 * @param heading the section that begins with it, or null when it goes on
 * @param css done, running, failed, undone or later; with {@code on} for the one that is shown
 * @param said what a reader of the page hears of its state
 * @param took how long it took, {@code already} when there was nothing to do, or empty
 * @param noReturn whether there is no way back from here on
 */
record StepRow(
        String id, @Nullable String heading, String title, String css, boolean on, String said, String took, @Nullable String since,
        boolean noReturn) {

    /** All lines; {@code shown} is the id of the one that is shown beside them. */
    static List<StepRow> of(OperationView operation, @Nullable String shown) {
        List<StepRow> rows = new ArrayList<>();
        String section = "";
        for (StepView step : operation.steps()) {
            String heading = step.text().heading() + (step.host() == null ? "" : " · " + step.host());
            boolean begins = !step.text().heading().equals(section.split(" · ", 2)[0]) && !step.text().heading().isEmpty();
            rows.add(row(step, begins ? step.text().heading() : null, step.id().equals(shown)));
            section = heading;
        }
        return rows;
    }

    private static StepRow row(StepView step, @Nullable String heading, boolean on) {
        return new StepRow(step.id(), heading, step.text().title(), css(step.state()), on, said(step.state()), took(step),
                step.state() == StepStatus.RUNNING && step.startedAt() != null ? step.startedAt().toString() : null, step.pointOfNoReturn());
    }

    private static String css(StepStatus state) {
        return switch (state) {
            case PENDING -> "later";
            case RUNNING -> "running";
            case DONE, SKIPPED -> "done";
            case FAILED -> "failed";
            case UNDONE -> "undone";
        };
    }

    private static String said(StepStatus state) {
        return switch (state) {
            case PENDING -> "not yet";
            case RUNNING -> "running";
            case DONE -> "done";
            case SKIPPED -> "already done";
            case FAILED -> "failed";
            case UNDONE -> "undone";
        };
    }

    static String took(StepView step) {
        Instant from = step.startedAt();
        Instant to = step.finishedAt();
        return switch (step.state()) {
            case SKIPPED -> "already";
            case UNDONE -> "undone";
            case PENDING, RUNNING -> "";
            case DONE, FAILED -> from == null || to == null ? "" : Amounts.duration(Duration.between(from, to));
        };
    }
}
