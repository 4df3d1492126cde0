package understudy.monitor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want each new state: a virtual thread each, so that a slow one holds up nobody and gets the latest. */
final class Subscribers {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    Monitor.Subscription add(String cluster, Consumer<ClusterState> listener) {
        Subscriber subscriber = new Subscriber(cluster, listener);
        subscribers.add(subscriber);
        Thread thread = Thread.ofVirtual().name("states-" + cluster).start(subscriber);
        return () -> {
            subscribers.remove(subscriber);
            thread.interrupt();
        };
    }

    void publish(ClusterState state) {
        for (Subscriber subscriber : subscribers) {
            subscriber.offer(state);
        }
    }

    private record Subscriber(String cluster, Consumer<ClusterState> listener, AtomicReference<ClusterState> latest,
            Semaphore news) implements Runnable {

        Subscriber(String cluster, Consumer<ClusterState> listener) {
            this(cluster, listener, new AtomicReference<>(), new Semaphore(0));
        }

        void offer(ClusterState state) {
            if (state.cluster().equals(cluster)) {
                latest.accumulateAndGet(state, Subscriber::newer);
                news.release();
            }
        }

        private static ClusterState newer(@org.jspecify.annotations.Nullable ClusterState a, ClusterState b) {
            return a != null && a.version() > b.version() ? a : b;
        }

        @Override
        public void run() {
            try {
                long told = -1;
                while (true) {
                    news.acquire();
                    news.drainPermits();
                    ClusterState state = latest.get();
                    if (state != null && state.version() > told) {
                        told = state.version();
                        tell(state);
                    }
                }
            } catch (InterruptedException unsubscribed) {
                Thread.currentThread().interrupt();
            }
        }

        private void tell(ClusterState state) {
            try {
                listener.accept(state);
            } catch (RuntimeException theirs) {
                LOG.debug("a listener of {} failed: {}", cluster, theirs.toString());
            }
        }
    }
}
