package understudy.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The clusters that the admin declared, as the store keeps them. */
public interface Clusters {

    Optional<Cluster> find(String name);

    /** All, by name. */
    List<Cluster> all();

    /** The cluster that this host is a member of; a host is in one at most. */
    Optional<Cluster> ofHost(String hostName);

    /**
     * Returns when a new cluster may have this name and serve these databases.
     *
     * @throws understudy.finding.Problem with a code that says what is wrong: NameRefused, DatabaseNameRefused, ClusterExists …
     */
    default void requireDeclarable(String name, List<String> databases) {
        Names.requirePlain("cluster", name);
        Names.requireDatabases(databases);
        if (find(name).isPresent()) {
            throw new Problem(Finding.blocker("ClusterExists", null, "There is already a cluster " + name + ".",
                    "Choose another name."));
        }
    }

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
