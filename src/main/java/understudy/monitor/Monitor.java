package understudy.monitor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The door of what is seen: the latest state of each cluster and host, and its changes. Never blocks on a server. */
public interface Monitor {

    /** The latest state of a cluster; empty when there is no such cluster. */
    Optional<ClusterState> cluster(String name);

    /** Every cluster's latest state, by name. */
    List<ClusterState> clusters();

    /** What was last seen of a host, member of a cluster or not; empty when there is no such host. */
    Optional<HostState> host(String name);

    /** The lag of a host over the last hour, oldest first. */
    List<LagPoint> lagHistory(String host);

    /**
     * Calls the listener with each new state of the cluster, from a thread of its own and in order, until the subscription is
     * closed. A slow listener misses intermediate states, never the last.
     */
    Subscription subscribe(String cluster, Consumer<ClusterState> listener);

    /** Looks at the hosts of a cluster now, not at the next tick, and waits until they were seen or a second has passed. */
    void lookNow(String cluster);

    /** A running subscription. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
