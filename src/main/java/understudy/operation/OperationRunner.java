package understudy.operation;

import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * Drives an operation until it ends, waits or is interrupted: one step after the other, and back again where that is right.
 * There is no recovery code: after a crash the same loop looks at the same steps again.
 *
 * <p>Before the point of no return a failure is undone at once or left to the admin, as the planner said. After it the operation
 * only goes forward. While nobody knows on which side it is, neither: it is INTERRUPTED until the world can be seen.
 */
@Component
class OperationRunner {

    private static final Finding CANCELLED = Finding.info("Cancelled", null, "It was cancelled.");

    private final StepCatalog catalog;
    private final OperationSettings settings;
    private final Undoing undoing;

    OperationRunner(StepCatalog catalog, OperationSettings settings, Undoing undoing) {
        this.catalog = catalog;
        this.settings = settings;
        this.undoing = undoing;
    }

    /** Runs the operation, which is RUNNING. @throws LeaseLost when another runner has taken over */
    void run(Drive drive) {
        while (!drive.now().undoing()) {
            Optional<StepRun> next = drive.now().next();
            if (next.isEmpty()) {
                drive.change(operation -> operation.succeeded(drive.time()), Entry.note(0, "succeeded"));
                return;
            }
            int number = next.get().number();
            after(drive, number, work(drive, next.get()));
            if (drive.now().status() != OperationStatus.RUNNING) {
                return;
            }
        }
        undoing.run(drive);
    }

    private StepEnd work(Drive drive, StepRun step) {
        StepCall<?> call;
        try {
            call = catalog.call(step.order());
        } catch (Problem e) {
            return new StepEnd.NotRunnable(e.finding());
        }
        return new StepWork(drive, step.number(), call, settings).toItsEnd();
    }

    private void after(Drive drive, int number, StepEnd end) {
        switch (end) {
            case StepEnd.Completed completed -> passed(drive);
            case StepEnd.Waits waits -> {
            }
            case StepEnd.Failed failed -> failed(drive, number, failed.finding());
            case StepEnd.Cancelled cancelled -> cancelled(drive, number);
            case StepEnd.Unseen unseen -> unseen(drive, number, unseen.cause());
            case StepEnd.NotRunnable not -> drive.change(operation -> operation.failed(not.finding(), drive.time()),
                    Entry.note(number, not.finding().message()));
            case StepEnd.Stopped stopped -> drive.change(operation -> operation.interrupted(null),
                    Entry.note(number, "interrupted: the panel stops"));
        }
    }

    /** Past the point of no return a wish to cancel is void, so that no later step hears of it. */
    private void passed(Drive drive) {
        if (drive.now().pointOfNoReturnPassed() && drive.signals().cancelAsked()) {
            drive.signals().forgetCancel();
            drive.note(0, "it was too late to cancel");
        }
    }

    private void failed(Drive drive, int number, Finding finding) {
        if (drive.signals().cancelAsked() && !drive.now().pointOfNoReturnPassed()) {
            cancelled(drive, number);
            return;
        }
        drive.change(operation -> {
            Operation failed = operation.with(number, step -> step.failed(finding, drive.time()));
            return failed.rollsBackByItself() ? failed.rollingBack(finding) : failed.failed(finding, drive.time());
        }, Entry.ended(number, "failed: " + finding.message()));
    }

    private void cancelled(Drive drive, int number) {
        drive.change(operation -> {
            Operation ended = operation.step(number).status() == StepStatus.RUNNING
                    ? operation.with(number, step -> step.failed(CANCELLED, drive.time())) : operation;
            return ended.rollsBackByItself() ? ended.rollingBack(CANCELLED) : ended.cancelled(drive.time());
        }, Entry.ended(number, "cancelled"));
    }

    private void unseen(Drive drive, int number, Finding cause) {
        drive.change(operation -> operation.rollsBackByItself() ? operation.rollingBack(cause) : operation.interrupted(cause),
                Entry.note(number, "can't be seen: " + cause.message()));
    }
}
