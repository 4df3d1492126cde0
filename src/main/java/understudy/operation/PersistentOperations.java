package understudy.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The door: starts operations, and does what the buttons say. A button acts under the lease, so that two can't act at once. */
@Component
class PersistentOperations implements Operations {

    private final OperationStart starts;
    private final Rehearsal rehearsal;
    private final OperationStore store;
    private final OperationEngine engine;
    private final OperationBell bell;
    private final OperationViews views;
    private final Runbook runbook;
    private final Audit audit;

    PersistentOperations(OperationStart starts, Rehearsal rehearsal, OperationStore store, OperationEngine engine,
            OperationBell bell, OperationViews views, Runbook runbook, Audit audit) {
        this.starts = starts;
        this.rehearsal = rehearsal;
        this.store = store;
        this.engine = engine;
        this.bell = bell;
        this.views = views;
        this.runbook = runbook;
        this.audit = audit;
    }

    @Override
    public StartResult start(OperationRequest request) {
        StartResult result = starts.start(request);
        audit.record(request.requestedBy(), "operation.start",
                request.cluster() == null ? request.host() : request.cluster(), request.kind() + " " + spoken(result));
        if (result instanceof StartResult.Started started) {
            Operation stored = store.find(started.id()).orElseThrow();
            bell.ring(stored);
            engine.take(stored).ifPresent(drive -> run(drive, Operation::running, "started"));
        }
        return result;
    }

    private static String spoken(StartResult result) {
        return switch (result) {
            case StartResult.Started started -> "started as " + started.id();
            case StartResult.AlreadyRunning other -> "refused: " + other.id() + " is running";
            case StartResult.Refused refused ->
                    "refused: " + String.join(", ", refused.findings().stream().map(Finding::code).toList());
            case StartResult.NeedsConfirmation needs -> "refused: " + needs.finding().code();
            case StartResult.NotFound not -> "refused: " + not.finding().code();
        };
    }

    private void run(Drive drive, UnaryOperator<Operation> change, String note) {
        drive.change(change, Entry.note(0, note));
        engine.start(drive);
    }

    @Override
    public DryRun rehearse(OperationRequest request) {
        return rehearsal.of(request);
    }

    @Override
    public Optional<OperationView> find(String id) {
        return store.find(id).map(views::whole);
    }

    @Override
    public List<OperationView> list(@Nullable String cluster, @Nullable OperationStatus state, int limit) {
        return store.list(cluster, state, limit).stream().map(views::brief).toList();
    }

    @Override
    public Optional<OperationView> running(String cluster) {
        return store.activeOfCluster(cluster).map(views::whole);
    }

    @Override
    public ControlResult resume(String id, Actor actor) {
        return press(id, Control.CONTINUE, actor, drive -> {
            drive.now().next().ifPresent(step -> drive.approve(step.number()));
            run(drive, Operation::running, "continued by " + actor.name());
        });
    }

    @Override
    public ControlResult runAll(String id, Actor actor) {
        return press(id, Control.CONTINUE, actor, drive ->
                run(drive, operation -> operation.paced(Pace.AUTO).running(), "all the rest, by " + actor.name()));
    }

    @Override
    public ControlResult retry(String id, Actor actor) {
        return press(id, Control.RETRY, actor, drive -> {
            store.askToCancel(id, false);
            drive.signals().forgetCancel();
            drive.now().next().ifPresent(step -> drive.approve(step.number()));
            run(drive, Operation::running, "tried again by " + actor.name());
        });
    }

    @Override
    public ControlResult cancel(String id, Actor actor) {
        if (store.find(id).filter(operation -> operation.status() == OperationStatus.RUNNING).isPresent()) {
            return ask(id, actor);
        }
        return press(id, Control.CANCEL, actor, drive -> {
            if (drive.now().rollsBackByItself()) {
                run(drive, operation -> operation.rollingBack(cancelledBy(actor)), "cancelled by " + actor.name());
            } else {
                drive.change(operation -> operation.cancelled(drive.time()), Entry.note(0, "cancelled by " + actor.name()));
            }
        });
    }

    private static Finding cancelledBy(Actor actor) {
        return Finding.info("Cancelled", null, "It was cancelled by " + actor.name() + ".");
    }

    /** A running operation is only asked; its runner decides when. */
    private ControlResult ask(String id, Actor actor) {
        Operation operation = store.find(id).orElseThrow();
        requireRole(operation, Control.CANCEL, actor);
        if (!Control.of(operation, false).contains(Control.CANCEL)) {
            return refused(operation, Control.CANCEL, actor);
        }
        store.askToCancel(id, true);
        engine.cancel(id);
        return accepted(operation, Control.CANCEL, actor);
    }

    @Override
    public ControlResult rollBack(String id, Actor actor) {
        return press(id, Control.ROLL_BACK, actor, drive -> {
            store.askToCancel(id, false);
            run(drive, operation -> operation.rollingBack(null), "rolled back by " + actor.name());
        });
    }

    private ControlResult press(String id, Control control, Actor actor, Consumer<Drive> act) {
        Optional<Operation> found = store.find(id);
        if (found.isEmpty()) {
            return new ControlResult.NotFound();
        }
        requireRole(found.get(), control, actor);
        Optional<Drive> taken = engine.take(found.get());
        if (taken.isEmpty()) {
            return refused(found.get(), control, actor);
        }
        Drive drive = taken.get();
        // looked at again under the lease
        if (!Control.of(drive.now(), store.overtaken(drive.now())).contains(control)) {
            engine.giveBack(drive);
            return refused(drive.now(), control, actor);
        }
        try {
            act.accept(drive);
        } catch (DataAccessException e) {
            engine.giveBack(drive);
            if (!store.anotherIsActive(drive.now())) {
                throw e;
            }
            // the unique index speaks: another one was started at this moment
            return refused(drive.now(), control, actor);
        }
        return accepted(drive.now(), control, actor);
    }

    /** Who may not start it may not revive it either. */
    private void requireRole(Operation operation, Control control, Actor actor) {
        if (!actor.role().includes(operation.request().kind().needed())) {
            record(operation, control, actor, "refused: NotAllowed");
            throw new Problem(Refusals.notAllowed(operation, actor));
        }
    }

    private ControlResult accepted(Operation operation, Control control, Actor actor) {
        record(operation, control, actor, "done");
        return new ControlResult.Accepted(views.whole(store.find(operation.id()).orElseThrow()));
    }

    private ControlResult refused(Operation operation, Control control, Actor actor) {
        Finding finding = Refusals.of(operation, control, store.overtaken(operation));
        record(operation, control, actor, "refused: " + finding.code());
        return new ControlResult.Refused(finding);
    }

    private void record(Operation operation, Control control, Actor actor, String outcome) {
        Operation.Request request = operation.request();
        audit.record(actor, "operation." + control.label(),
                request.cluster() == null ? request.host() : request.cluster(),
                request.kind() + " " + operation.id() + " " + outcome);
    }

    @Override
    public Optional<String> runbook(String id) {
        return store.find(id).map(runbook::of);
    }
}
