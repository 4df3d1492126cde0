/**
 * The walk-through that makes a replica: which steps in which order, and why. Decides, never acts.
 * Start at {@link understudy.setup.ReplicaSetup}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "options", "accounts", "copy", "comparison", "operation", "monitor", "topology", "mysql"})
package understudy.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
