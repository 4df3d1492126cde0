package understudy.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The clusters that the admin declared, as the store keeps them. */
public interface Clusters {

    Optional<Cluster> find(String name);

    /** All, by name. */
    List<Cluster> all();

    /** The cluster that this host is a member of; a host is in one at most. */
    Optional<Cluster> ofHost(String hostName);

    /** Adds a cluster. @throws understudy.finding.Problem with ClusterExists, HostUnknown or HostInOtherCluster */
    void add(Cluster cluster);

    /** Changes the stored cluster in one transaction and returns the changed one. */
    Cluster change(String name, UnaryOperator<Cluster> change);

    void remove(String name);

    /**
     * The cluster of this name.
     *
     * @throws understudy.finding.Problem with the code {@code ClusterUnknown}
     */
    Cluster get(String name);
}
