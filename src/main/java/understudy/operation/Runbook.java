package understudy.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.OperationView.StepView;

/**
 * An operation as Markdown that a person can follow or check by hand: why, commands, SQL, differences, results and times. Made of
 * plans and journal only, which never hold a secret.
 */
@Component
class Runbook {

    private final OperationViews views;
    private final JournalStore journal;

    Runbook(OperationViews views, JournalStore journal) {
        this.views = views;
        this.journal = journal;
    }

    String of(Operation operation) {
        OperationView view = views.whole(operation);
        Lines text = new Lines();
        head(text, view);
        view.steps().forEach(step -> step(text, step));
        text.add("## Journal").add("");
        journal.entries(operation.id()).forEach(written -> text.add("- " + written.at() + " "
                + (written.entry().number() == 0 ? "operation" : "step " + written.entry().number()) + ": "
                + Lines.inline(written.entry().text())));
        return text.toString();
    }

    private void head(Lines text, OperationView view) {
        text.add("# " + view.kind() + (view.cluster() == null ? "" : " of cluster " + Lines.inline(view.cluster())) + about(view.host()))
                .add("")
                .add("- operation: `" + view.id() + "`, " + view.state())
                .add("- asked for by " + Lines.inline(view.requestedBy()) + " at " + view.createdAt());
        if (view.finishedAt() != null) {
            text.add("- finished at " + view.finishedAt());
        }
        view.result().forEach((name, value) -> text.add("- " + name + ": " + Lines.inline(String.valueOf(value))));
        text.add("");
        finding(text, view.error());
    }

    private void step(Lines text, StepView step) {
        text.add("## " + step.id() + ". " + Lines.inline(step.text().title()) + about(step.host()) + " (" + step.state() + ")").add("");
        if (step.pointOfNoReturn()) {
            text.add("**Point of no return:** once this is done, the operation only goes forward.").add("");
        }
        text.add(step.text().why()).add("");
        times(text, step.startedAt(), step.finishedAt());
        if (step.plan() != null) {
            plan(text, step.plan());
        }
        if (step.message() != null) {
            text.add("Result: " + Lines.inline(step.message())).add("");
        }
        finding(text, step.finding());
        text.fenced("text", step.output().lines().toList());
    }

    private static void times(Lines text, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            text.add("From " + from + (to == null ? "" : " to " + to) + ".").add("");
        }
    }

    private static void plan(Lines text, Plan plan) {
        plan.warnings().forEach(warning -> text.add("> " + Lines.inline(warning)).add(""));
        text.fenced("sh", plan.commands());
        text.fenced("sql", plan.sql().stream().map(sql -> sql.endsWith(";") ? sql : sql + ";").toList());
        List<String> changes = new ArrayList<>();
        plan.changes().forEach(change -> changes.add(change.name() + ": " + change.now() + " -> " + change.then()));
        text.fenced("text", changes);
        if (plan.diff() != null) {
            text.add("`" + plan.diff().path() + "`, the old one is kept as `" + plan.diff().backup() + "`:").add("");
            text.fenced("diff", plan.diff().unified().lines().toList());
        }
    }

    private static void finding(Lines text, @Nullable Finding finding) {
        if (finding != null) {
            text.add("**" + finding.code() + ":** " + Lines.inline(finding.message()) + " " + Lines.inline(finding.hint())).add("");
        }
    }

    private static String about(@Nullable String host) {
        return host == null ? "" : " on " + Lines.inline(host);
    }

    /** Markdown under construction. */
    private static final class Lines {

        private final StringBuilder text = new StringBuilder();

        Lines add(String line) {
            text.append(line).append('\n');
            return this;
        }

        /** A block of code; the fence is longer than any in it. */
        void fenced(String language, List<String> lines) {
            if (!lines.isEmpty()) {
                String fence = "```";
                while (String.join("\n", lines).contains(fence)) {
                    fence += "`";
                }
                add(fence + language);
                lines.forEach(this::add);
                add(fence).add("");
            }
        }

        /** Text from elsewhere on one line, without what Markdown or HTML would take for markup. */
        static String inline(String value) {
            return value.replace("\n", " ").replaceAll("([\\\\`*_<>\\[\\]#|])", "\\\\$1");
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
