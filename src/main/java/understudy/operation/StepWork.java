package understudy.operation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/**
 * The engine's work on one step: look; when it isn't done and can be done, plan, note the plan, act, prove. Whatever happens in
 * between, the next thing is to look again. So a step that was cut off needs no code of its own.
 */
class StepWork {

    private final Drive drive;
    private final int number;
    private final StepCall<?> call;
    private final OperationSettings settings;
    private final Backoff backoff;
    private final Backoff looks;
    private final Instant beganAt;
    private @Nullable Instant unseenSince;
    private @Nullable Plan noted;
    private @Nullable Finding lastFailure;
    private int failures;

    StepWork(Drive drive, int number, StepCall<?> call, OperationSettings settings) {
        this.drive = drive;
        this.number = number;
        this.call = call;
        this.settings = settings;
        this.backoff = new Backoff(settings.pause(), settings.longestPause());
        this.looks = new Backoff(settings.pause(), settings.pause().multipliedBy(8));
        this.beganAt = drive.time();
    }

    /** Works until the step came to an end. */
    StepEnd toItsEnd() {
        while (true) {
            if (drive.signals().stopAsked()) {
                return new StepEnd.Stopped();
            }
            StepEnd end = after(call.inspect());
            if (end != null) {
                return end;
            }
        }
    }

    /** What follows from a look; null to look again. */
    private @Nullable StepEnd after(Inspection seen) {
        if (!(seen instanceof Inspection.AlreadyDone) && mayCancel(seen)) {
            return new StepEnd.Cancelled();
        }
        return switch (seen) {
            case Inspection.AlreadyDone done -> found(done);
            case Inspection.Blocked blocked -> failed(blocked.first());
            case Inspection.Unknown unknown -> unseen(unknown.cause());
            case Inspection.Possible possible -> possible(possible.evidence());
        };
    }

    private boolean mayCancel(Inspection seen) {
        Operation now = drive.now();
        // a look that shows it isn't done ends the doubt
        boolean inDoubt = now.pointOfNoReturnInDoubt() && seen instanceof Inspection.Unknown;
        return drive.signals().cancelAsked() && !now.pointOfNoReturnPassed() && !inDoubt;
    }

    private StepEnd found(Inspection.AlreadyDone done) {
        drive.change(operation -> operation.with(number, step -> step.foundDone(done.evidence(), drive.time()))
                .withResult(done.results()), Entry.ended(number, "found done: " + done.evidence()));
        return new StepEnd.Completed();
    }

    private @Nullable StepEnd possible(String evidence) {
        unseenSince = null;
        if (lastFailure != null && failures >= triesAllowed()) {
            return new StepEnd.Failed(lastFailure);
        }
        StepRun step = step();
        boolean asks = drive.now().pace() == Pace.STEP && !step.begun();
        if (asks && drive.approved(number) && step.plan() != null && fresh(step)) {
            return act(step.plan(), evidence);
        }
        return switch (call.plan()) {
            case StepCall.Planning.Unseen unseen -> unseen(unseen.cause());
            case StepCall.Planning.Planned made -> asks && !(drive.approved(number) && made.plan().equals(step.plan()))
                    ? show(made.plan(), evidence) : act(made.plan(), evidence);
        };
    }

    private boolean fresh(StepRun step) {
        return step.plannedAt() != null
                && Duration.between(step.plannedAt(), drive.time()).compareTo(settings.planFreshness()) <= 0;
    }

    private StepEnd show(Plan plan, String evidence) {
        drive.change(operation -> operation.with(number, step -> step.shown(plan, evidence, drive.time())).waiting());
        return new StepEnd.Waits();
    }

    private @Nullable StepEnd act(Plan plan, String evidence) {
        if (!plan.equals(noted) || step().status() != StepStatus.RUNNING) {
            drive.change(operation -> operation.with(number, step -> step.begin(plan, evidence, drive.time())),
                    Entry.aboutTo(number, plan));
            noted = plan;
        }
        StepJournal journal = drive.open(number);
        StepCall.Applying applied = call.apply(plan, journal);
        drive.close();
        return switch (applied.outcome()) {
            case Outcome.Applied done -> prove(done.message(), journal);
            case Outcome.NotYet notYet -> notYet(notYet);
            case Outcome.Failed failed -> applied.thrown() && atPointOfNoReturn()
                    ? doubtful(failed.finding()) : failed(failed.finding());
        };
    }

    private @Nullable StepEnd prove(String message, StepJournal journal) {
        return switch (call.verify()) {
            case Inspection.AlreadyDone done -> {
                drive.change(operation -> operation.with(number, step -> step.done(message, done.evidence(), drive.time()))
                        .withResult(done.results()).withResult(journal.results()), Entry.ended(number, "done: " + message));
                yield new StepEnd.Completed();
            }
            case Inspection.Unknown unknown -> unseen(unknown.cause());
            case Inspection.Possible possible -> notProven(possible.evidence());
            case Inspection.Blocked blocked -> notProven(blocked.first().message());
        };
    }

    private @Nullable StepEnd notProven(String seen) {
        Finding finding = Finding.blocker("NotProven", step().order().host(),
                "The step said that it is done, but a look afterwards doesn't show it: " + seen,
                "Compare the plan with what stands on the host, then retry.");
        return atPointOfNoReturn() ? doubtful(finding) : failed(finding);
    }

    private @Nullable StepEnd notYet(Outcome.NotYet notYet) {
        if (Duration.between(beganAt, drive.time()).compareTo(settings.longestStep()) > 0) {
            return failed(Finding.blocker("TookTooLong", step().order().host(),
                    "The step isn't there after " + settings.longestStep().toMinutes() + " minutes: " + notYet.message(),
                    "Find out what holds it up, then retry."));
        }
        if (!notYet.message().equals(step().said().message())) {
            drive.change(operation -> operation.with(number, step -> step.saying(notYet.message(), null)));
        }
        drive.signals().pause(notYet.retryAfter());
        return null;
    }

    /** A failed try: the end before the point of no return, the next try after it. */
    private @Nullable StepEnd failed(Finding finding) {
        failures++;
        if (failures >= triesAllowed() || atPointOfNoReturn()) {
            return new StepEnd.Failed(finding);
        }
        return again(finding);
    }

    /** Nobody knows how the step at the point of no return ended: only a look decides whether there is a way back. */
    private @Nullable StepEnd doubtful(Finding finding) {
        failures++;
        return again(finding);
    }

    private @Nullable StepEnd again(Finding finding) {
        lastFailure = finding;
        unseenSince = null;
        noted = null;
        drive.change(operation -> operation.with(number, step -> step.saying(finding.message(), finding)),
                Entry.ended(number, "failed, is tried again: " + finding.message()));
        drive.signals().pause(backoff.next());
        return null;
    }

    private @Nullable StepEnd unseen(Finding cause) {
        unseenSince = unseenSince == null ? drive.time() : unseenSince;
        Duration patience = drive.now().rollsBackByItself() ? settings.patienceBeforeRollBack() : settings.patience();
        if (Duration.between(unseenSince, drive.time()).compareTo(patience) >= 0) {
            return new StepEnd.Unseen(cause);
        }
        drive.signals().pause(looks.next());
        return null;
    }

    private int triesAllowed() {
        return call.repeatedByItself() && drive.now().pointOfNoReturnPassed() || atPointOfNoReturn() ? settings.forwardTries() : 1;
    }

    private boolean atPointOfNoReturn() {
        return step().order().pointOfNoReturn();
    }

    private StepRun step() {
        return drive.now().step(number);
    }
}
