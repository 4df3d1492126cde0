package understudy.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.notify.Outbox.Letter;

/**
 * Delivers what is in the outbox: one message at a time to each target, all targets side by side, so that one that doesn't answer
 * keeps nobody else waiting. Sleeps until the bell rings or a second try is due.
 */
@Component
class Postman implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(5);
    private static final Duration AFTER_A_MISTAKE = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final StoredTargets targets;
    private final Senders senders;
    private final Clock clock;
    private final Semaphore bell = new Semaphore(0);
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread round;

    Postman(Outbox outbox, StoredTargets targets, Senders senders, Clock clock) {
        this.outbox = outbox;
        this.targets = targets;
        this.senders = senders;
        this.clock = clock;
    }

    /** Something was put into the outbox. */
    void ring() {
        bell.release();
    }

    @Override
    public void start() {
        Thread starting = Thread.ofVirtual().name("postman").unstarted(this::rounds);
        round = starting;
        starting.start();
    }

    private void rounds() {
        Duration sleep = Duration.ZERO;
        while (round != null && woken(sleep)) {
            try {
                sleep = serveWhoIsDue();
            } catch (RuntimeException failed) {
                LOG.error("the outbox couldn't be read; it is tried again", failed);
                sleep = AFTER_A_MISTAKE;
            }
        }
    }

    private boolean woken(Duration sleep) {
        try {
            if (bell.tryAcquire(sleep.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @return how long nobody else will be due */
    private Duration serveWhoIsDue() {
        Instant now = clock.instant();
        Map<String, Instant> next = outbox.next();
        next.keySet().removeAll(served);
        next.forEach((target, at) -> {
            if (!at.isAfter(now)) {
                serve(target);
            }
        });
        return next.values().stream().filter(at -> at.isAfter(now)).min(Comparator.naturalOrder())
                .map(at -> Duration.between(now, at)).filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0).orElse(LONGEST_SLEEP);
    }

    private void serve(String target) {
        if (served.add(target)) {
            Thread.ofVirtual().name("postman-" + target).start(() -> {
                try {
                    deliverAll(target);
                } catch (RuntimeException failed) {
                    LOG.error("what is to be told to {} couldn't be read; it is tried again later", target, failed);
                    woken(AFTER_A_MISTAKE);
                } finally {
                    served.remove(target);
                    ring();
                }
            });
        }
    }

    private void deliverAll(String name) {
        for (Optional<Letter> due = outbox.due(name); due.isPresent() && round != null; due = outbox.due(name)) {
            Letter letter = due.get();
            Optional<NotificationTarget> target = targets.find(name);
            if (target.isEmpty()) {
                return;
            }
            Sent sent = senders.send(target.get(), letter.message());
            if (sent instanceof Sent.Delivered) {
                outbox.delivered(letter);
            } else {
                outbox.failed(letter);
                LOG.warn("{} could not be told of {} (try {}): {}", name, letter.message().event(), letter.failed() + 1, sent.said());
            }
        }
    }

    @Override
    public void stop() {
        Thread ending = round;
        round = null;
        if (ending != null) {
            ending.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return round != null;
    }
}
