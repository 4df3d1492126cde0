package understudy.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of one operation by this panel: its lease, its state as last stored, and what others tell it. Every change is stored
 * before anybody hears of it; after the lease is lost nothing can be changed.
 */
class Drive {

    private final Lease lease;
    private final OperationStore store;
    private final JournalStore journal;
    private final OperationBell bell;
    private final Clock clock;
    private final Signals signals = new Signals();
    private Operation now;
    private @Nullable StepJournal open;
    private int approved;
    private boolean cutOff;

    Drive(Lease lease, Operation now, OperationStore store, JournalStore journal, OperationBell bell, Clock clock) {
        this.lease = lease;
        this.now = now;
        this.store = store;
        this.journal = journal;
        this.bell = bell;
        this.clock = clock;
        if (!now.pointOfNoReturnPassed() && store.askedToCancel(now.id())) {
            signals.cancel();
        }
    }

    synchronized Operation now() {
        return now;
    }

    Signals signals() {
        return signals;
    }

    Clock clock() {
        return clock;
    }

    Instant time() {
        return clock.instant();
    }

    Lease lease() {
        return lease;
    }

    /** The admin has seen the plan of this step and said go. */
    Drive approve(int number) {
        approved = number;
        return this;
    }

    boolean approved(int number) {
        return approved == number;
    }

    /** Stores a change with what is to be noted of it, then rings. @throws LeaseLost when it isn't ours any more */
    synchronized void change(UnaryOperator<Operation> change, Entry... entries) {
        if (cutOff) {
            // the step came to its end after all, and the next start looks for itself what it did
            throw new LeaseLost(lease);
        }
        Operation before = now;
        Operation after = change.apply(before);
        store.save(lease, before, after, List.of(entries));
        now = after;
        bell.ring(before, after);
    }

    /** Only for the journal: a line about the operation as it is. */
    void note(int number, String text) {
        change(operation -> operation, Entry.note(number, text));
    }

    /** Opens the journal for a step that acts or is undone. */
    synchronized StepJournal open(int number) {
        StepJournal opened = new StepJournal(number, new Output(clock, journal.lastLine(now.id(), number)), signals,
                () -> firstPlan(number));
        open = opened;
        return opened;
    }

    /** Writes what the open step said since the last time. */
    synchronized void flush() {
        if (open != null) {
            Output.News news = open.output().news();
            if (news != null) {
                journal.write(lease, now.id(), open.number(), news);
                bell.progressed(now, open.number());
            }
        }
    }

    /** Keeps the lease while a step acts for long. */
    void renew(Leases leases) {
        leases.hold(lease);
    }

    /** The panel ends while a step acts: what is stored says so, and the lease is given back, so that the step can't write. */
    synchronized void cutOff() {
        if (now.status() == OperationStatus.RUNNING) {
            flush();
            change(operation -> operation.interrupted(operation.error()), Entry.note(0, "interrupted: the panel stops"));
        }
        cutOff = true;
    }

    /** Whether the panel's end came before the step's. */
    synchronized boolean isCutOff() {
        return cutOff;
    }

    /** The step has ended: writes the rest. */
    synchronized void close() {
        flush();
        open = null;
    }

    Plan firstPlan(int number) {
        return journal.firstPlan(now().id(), number)
                .orElseThrow(() -> new IllegalStateException("the journal has no plan of step " + number));
    }
}
