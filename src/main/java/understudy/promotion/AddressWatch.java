package understudy.promotion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;

/**
 * Has each member asked for the addresses that move as soon as it is seen for the first time or again, when its server opens, when
 * another became the source, and from time to time. What is asked beside is asked on a thread of its own: one host that hangs
 * holds up no other, and not even its own return.
 */
@Component
class AddressWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Monitor monitor;
    private final AddressActs acts;
    private final Clock clock;
    private final Executor beside;
    private final Map<List<String>, Sight> sights = new ConcurrentHashMap<>();
    private final Rounds rounds;

    @Autowired
    AddressWatch(Monitor monitor, AddressActs acts, Clock clock) {
        this(monitor, acts, clock, Thread.ofVirtual().name("address-", 0)::start);
    }

    /** @param beside runs what may hang */
    AddressWatch(Monitor monitor, AddressActs acts, Clock clock, Executor beside) {
        this.monitor = monitor;
        this.acts = acts;
        this.clock = clock;
        this.beside = beside;
        this.rounds = new Rounds("addresses", PAUSE, () -> monitor.clusters().forEach(this::look));
    }

    /** How a host was seen when it was asked last. @param due when it is asked again, though nothing has changed */
    private record Sight(@Nullable String source, boolean server, boolean host, boolean open, Instant due) {

        /** Whether a host like this may have got or kept an address that the one before wasn't asked for. */
        boolean rises(@Nullable Sight before) {
            return before == null || server && !before.server || host && !before.host || open && !before.open
                    || source != null && !source.equals(before.source);
        }

        Sight dueAt(Instant when) {
            return new Sight(source, server, host, open, when);
        }
    }

    /** Begins what is due for one cluster, and returns at once. */
    void look(ClusterState state) {
        state.hosts().forEach(host -> look(state, host));
    }

    private void look(ClusterState state, HostState host) {
        List<String> key = List.of(state.cluster(), host.name());
        Instant now = clock.instant();
        Sight before = sights.get(key);
        Sight seen = new Sight(state.source(), host.reachable(), host.reachable() || host.sshReachable(), Boolean.TRUE.equals(host.writable()),
                now.plus(AGAIN));
        boolean due = seen.rises(before) || before != null && !before.due().isAfter(now);
        sights.put(key, due || before == null ? seen : seen.dueAt(before.due()));
        if (seen.host() && due) {
            beside.execute(() -> ask(state.cluster(), host.name(), key));
        }
    }

    private void ask(String cluster, String host, List<String> key) {
        boolean settled = false;
        try {
            settled = acts.see(cluster, host);
        } catch (RuntimeException failed) {
            LOG.error("the addresses that move couldn't be looked at on {}; it is tried again", host, failed);
        }
        Instant soon = clock.instant().plus(SOON);
        if (!settled) {
            sights.computeIfPresent(key, (name, seen) -> seen.due().isAfter(soon) ? seen.dueAt(soon) : seen);
        }
    }

    @Override
    public void start() {
        rounds.start();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.going();
    }
}
