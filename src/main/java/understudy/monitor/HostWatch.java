package understudy.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerRefused;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.HostKeyChanged;
import understudy.remote.LoginRefused;

/**
 * Looks at one host again and again, on a virtual thread of its own, and tells what it saw. A host that can't be seen is tried
 * again after longer and longer pauses; one that refuses the login or shows another key only every half minute, because a real
 * sshd shuts out a client that knocks too often.
 */
final class HostWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final String host;
    private final Reach reach;
    private final MonitorSettings how;
    private final Clock clock;
    private final Board board;
    private final Runnable afterLook;
    private final FreeSpace freeSpace;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable HostConnection connection;
    private @Nullable HostLook eye;
    private @Nullable Look lastLook;
    private int failures;

    /** @param afterLook called when the server has just answered */
    HostWatch(String host, Reach reach, MonitorSettings how, Clock clock, Board board, Runnable afterLook) {
        this.host = host;
        this.reach = reach;
        this.how = how;
        this.clock = clock;
        this.board = board;
        this.afterLook = afterLook;
        this.freeSpace = new FreeSpace(clock);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Duration pause = lookWhateverHappens();
                wanted.drainPermits();
                if (wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.trace("{} is looked at on request", host);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closeEye();
        }
    }

    /** Looks now instead of at the next tick. */
    void wake() {
        wanted.release();
    }

    void stop() {
        stopping = true;
        wake();
    }

    /** A watch that ended by an error, of a listener or of the store, would never see its host again. */
    private Duration lookWhateverHappens() {
        try {
            return lookOnce();
        } catch (RuntimeException failed) {
            if (!stopping) {
                LOG.error("what was seen of {} couldn't be noted; the watch goes on", host, failed);
            }
            return jittered(how.interval());
        }
    }

    private Duration lookOnce() {
        try {
            Look look = look();
            lastLook = look;
            failures = 0;
            afterLook.run();
            board.accept(new Sighting.Seen(host, look));
            return jittered(how.interval());
        } catch (Problem problem) {
            return notSeen(problem, problem.finding());
        } catch (RuntimeException bug) {
            LOG.error("the look at {} failed in an unexpected way", host, bug);
            return notSeen(bug, Finding.warning("LookFailed", host, "The panel failed to look at " + host + ": " + bug,
                    "See the panel's log; this is a fault of the panel."));
        }
    }

    private Look look() {
        connection = null;
        HostConnection opened = reach.host(host);
        connection = opened;
        HostLook looking = eye == null ? new HostLook(reach.server(host), clock, how, this::wake) : eye;
        eye = looking;
        return looking.look(freeSpace.of(opened, lastLook), board.mayHear(host), failures > 0 || board.writeWaits(host));
    }

    private Duration notSeen(RuntimeException cause, Finding finding) {
        if (failures++ == 0) {
            LOG.warn("{} can't be seen: {}", host, finding.message());
        }
        boolean lives = cause instanceof ServerRefused;
        try {
            board.accept(new Sighting.NotSeen(host, clock.instant(), finding.on(host), sshStands(), lives, lastLook));
        } finally {
            closeEye();
        }
        if (cause instanceof LoginRefused || cause instanceof HostKeyChanged) {
            return jittered(AFTER_REFUSAL);
        }
        Duration longest = board.isMember(host) ? how.memberBackOff() : how.backOff();
        Duration growing = how.interval().multipliedBy(1L << Math.min(failures - 1, 6));
        return jittered(growing.compareTo(longest) < 0 ? growing : longest);
    }

    /** Of the session that the failed look used; a new one is not tried here, because that may take long. */
    private boolean sshStands() {
        HostConnection used = connection;
        return used != null && used.isOpen();
    }

    private void closeEye() {
        HostLook closing = eye;
        eye = null;
        if (closing != null) {
            closing.close();
        }
    }

    private static Duration jittered(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(-millis / 20, millis / 20 + 1));
    }
}
