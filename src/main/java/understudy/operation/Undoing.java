package understudy.operation;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * The way back: undoes in reverse order what was begun, each step with the plan that it had when it acted first. Stops at an undo
 * that fails, because what lies before it may rest on it: a server is only opened again when the other one is closed.
 */
@Component
class Undoing {

    private final StepCatalog catalog;
    private final OperationSettings settings;

    Undoing(StepCatalog catalog, OperationSettings settings) {
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Undoes until all is undone, one can't be, or the panel stops. */
    void run(Drive drive) {
        drive.signals().forgetCancel();
        for (StepRun step : drive.now().steps().reversed()) {
            if (step.undoable() && !undone(drive, step)) {
                return;
            }
        }
        drive.change(operation -> operation.rolledBack(drive.time()), Entry.note(0, "rolled back"));
    }

    private boolean undone(Drive drive, StepRun step) {
        Backoff backoff = new Backoff(settings.pause(), settings.longestPause());
        for (int tries = 1; !drive.signals().stopAsked(); tries++) {
            Undo end = undo(drive, step);
            if (end instanceof Undo.Impossible impossible && step.order().pointOfNoReturn()) {
                // it was passed after all: what lies before it must stand
                return failed(drive, step, Finding.blocker("PointOfNoReturnPassed", step.order().host(), impossible.why(),
                        "Look at both servers before you go on."));
            }
            if (!(end instanceof Undo.Failed failed)) {
                return noted(drive, step.number(), end);
            }
            if (tries >= settings.undoTries()) {
                return failed(drive, step, failed.finding());
            }
            drive.change(UnaryOperator.identity(), Entry.undoEnded(step.number(),
                    "failed, is tried again: " + failed.finding().message()));
            drive.signals().pause(backoff.next());
        }
        drive.change(operation -> operation.interrupted(operation.error()), Entry.note(step.number(),
                "interrupted: the panel stops"));
        return false;
    }

    private Undo undo(Drive drive, StepRun step) {
        StepCall<?> call;
        try {
            call = catalog.call(step.order());
        } catch (Problem e) {
            return new Undo.Failed(e.finding());
        }
        drive.change(UnaryOperator.identity(), Entry.aboutToUndo(step.number()));
        StepJournal journal = drive.open(step.number());
        Undo end = call.undo(drive.firstPlan(step.number()), journal);
        drive.close();
        return end;
    }

    private boolean noted(Drive drive, int number, Undo end) {
        drive.change(operation -> operation.with(number, step -> switch (end) {
            case Undo.Undone undone -> step.undone(undone.message(), drive.time());
            case Undo.NothingToUndo nothing -> step.undone("There was nothing to take back.", drive.time());
            // it says what stays; the step is not undone and must not look so
            case Undo.Impossible impossible -> step.saying("Stays as it is: " + impossible.why(), step.said().finding());
            case Undo.Failed failed -> throw new IllegalArgumentException("not an end: " + failed);
        }), Entry.undoEnded(number, switch (end) {
            case Undo.Undone undone -> "undone: " + undone.message();
            case Undo.NothingToUndo nothing -> "nothing to undo";
            case Undo.Impossible impossible -> "stays: " + impossible.why();
            case Undo.Failed failed -> failed.finding().message();
        }));
        return true;
    }

    private boolean failed(Drive drive, StepRun step, Finding cause) {
        Finding finding = stuck(step, cause, drive.now().error());
        drive.change(operation -> operation.with(step.number(), now -> now.saying(finding.message(), finding))
                .failed(finding, drive.time()), Entry.undoEnded(step.number(), "failed: " + cause.message()));
        return false;
    }

    private static Finding stuck(StepRun step, Finding cause, @Nullable Finding before) {
        return Finding.blocker("UndoFailed", step.order().host(),
                "Step " + step.number() + " (" + step.order().step() + ") couldn't be taken back: " + cause.message()
                        + (before == null ? "" : " It was to be taken back because: " + before.message()),
                (cause.hint().isEmpty() ? "" : cause.hint() + " ")
                        + "Then press retry, or set back by hand what the runbook lists for this step and those before it.");
    }
}
