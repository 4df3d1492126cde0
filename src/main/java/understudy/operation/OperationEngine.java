package understudy.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import understudy.operation.OperationSettings.TakeOver;

/** The operations that this panel drives now: each on a thread of its own, with a second one that keeps its lease and output. */
@Component
class OperationEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OperationEngine.class);
    private static final Duration FLUSH = Duration.ofMillis(250);

    private final OperationRunner runner;
    private final OperationStore store;
    private final JournalStore journal;
    private final Leases leases;
    private final OperationBell bell;
    private final OperationSettings settings;
    private final Clock clock;
    private final Map<Drive, CountDownLatch> drives = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    OperationEngine(OperationRunner runner, OperationStore store, JournalStore journal, Leases leases, OperationBell bell,
            OperationSettings settings, Clock clock) {
        this.runner = runner;
        this.store = store;
        this.journal = journal;
        this.leases = leases;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    /** The right to drive this operation and its newest state; empty while anybody else drives it, or the panel stops. */
    Optional<Drive> take(Operation operation) {
        return stopping ? Optional.empty() : leases.take(operation.request().key()).map(lease -> drive(lease, operation.id()));
    }

    private Drive drive(Lease lease, String id) {
        // read again: until the lease was ours, others could change it
        return new Drive(lease, store.find(id).orElseThrow(), store, journal, bell, clock);
    }

    /** Gives back what {@link #take} gave and nobody started. */
    void giveBack(Drive drive) {
        leases.release(drive.lease());
    }

    /** Runs a RUNNING operation on its own thread. */
    void start(Drive drive) {
        drives.put(drive, new CountDownLatch(1));
        Thread.ofVirtual().name("operation-" + drive.now().id()).start(() -> run(drive));
        Thread.ofVirtual().name("operation-keep-" + drive.now().id()).start(() -> keep(drive));
    }

    private void run(Drive drive) {
        try {
            runner.run(drive);
        } catch (LeaseLost e) {
            if (drive.isCutOff()) {
                LOG.info("Operation {} was cut off by the panel's end; the next start goes on with it", drive.now().id());
            } else {
                LOG.warn("Operation {} is driven by somebody else now: {}", drive.now().id(), e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("Operation {} stopped on a bug or an unusable store; it is picked up again", drive.now().id(), e);
        } finally {
            ended(drive);
        }
    }

    private void ended(Drive drive) {
        CountDownLatch end = drives.remove(drive);
        try {
            if (drive.now().status() == OperationStatus.RUNNING) {
                // else it was given back with the last write
                giveBack(drive);
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of operation {} couldn't be given back; it ends by itself", drive.now().id(), e);
        } finally {
            if (end != null) {
                end.countDown();
            }
        }
    }

    private void keep(Drive drive) {
        CountDownLatch end = drives.get(drive);
        Instant renewed = clock.instant();
        try {
            while (end != null && !end.await(FLUSH.toMillis(), TimeUnit.MILLISECONDS)) {
                renewed = kept(drive, renewed);
            }
        } catch (LeaseLost e) {
            drive.signals().lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A store that fails for a moment costs some output, and not the lease: without that a second runner would come. */
    private Instant kept(Drive drive, Instant renewed) {
        try {
            if (Duration.between(renewed, clock.instant()).compareTo(settings.lease().dividedBy(3)) > 0) {
                drive.renew(leases);
                return clock.instant();
            }
            drive.flush();
        } catch (LeaseLost lost) {
            throw lost;
        } catch (RuntimeException e) {
            LOG.warn("Lease or output of operation {} couldn't be written; it is tried again", drive.now().id(), e);
        }
        return renewed;
    }

    /** Whether a thread of this panel drives this operation. */
    boolean drives(String id) {
        return drives.keySet().stream().anyMatch(drive -> drive.now().id().equals(id));
    }

    /** Tells the running operation, if this panel drives it, that it should end. */
    void cancel(String id) {
        drives.keySet().stream().filter(drive -> drive.now().id().equals(id)).forEach(drive -> drive.signals().cancel());
    }

    /** At the panel's start: whatever was cut off goes on. */
    void takeOver() {
        if (settings.takeOver() == TakeOver.AT_ONCE) {
            leases.freeOthers();
        }
        pickUp();
    }

    /** Goes on with what nobody drives. */
    void pickUp() {
        store.unfinished().forEach(this::pickUp);
    }

    private void pickUp(Operation operation) {
        take(operation).ifPresent(drive -> {
            switch (drive.now().status()) {
                case PENDING, INTERRUPTED -> {
                    drive.change(Operation::running, Entry.note(0, "picked up"));
                    start(drive);
                }
                case RUNNING -> restart(drive);
                case WAITING, SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED -> giveBack(drive);
            }
        });
    }

    /** A runner of this panel that lost its lease first comes to its end: two must never act at once. */
    private void restart(Drive drive) {
        if (drives(drive.now().id())) {
            giveBack(drive);
        } else {
            start(drive);
        }
    }

    /** At the panel's end: lets steps that are nearly done end, and marks the others as interrupted. */
    void stop() {
        stopping = true;
        Map<Drive, CountDownLatch> left = Map.copyOf(drives);
        left.keySet().forEach(drive -> drive.signals().stop());
        Instant until = clock.instant().plus(settings.shutdownPatience());
        left.forEach((drive, end) -> {
            try {
                long millis = Math.max(0, Duration.between(clock.instant(), until).toMillis());
                if (!end.await(millis, TimeUnit.MILLISECONDS)) {
                    drive.cutOff();
                }
            } catch (LeaseLost e) {
                LOG.warn("Operation {} is driven by somebody else now: {}", drive.now().id(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
