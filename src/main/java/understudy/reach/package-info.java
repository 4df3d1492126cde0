/**
 * From a host's name to an open connection to it or to its server. Never what is said over it.
 * Start at {@link understudy.reach.Reach}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "topology", "mysql", "remote"})
package understudy.reach;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
