/**
 * The hosts and clusters as the admin declared them, and as the store keeps them. Never a connection to any of them.
 * Start at {@link understudy.topology.Cluster} and {@link understudy.topology.Host}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "store"})
package understudy.topology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
