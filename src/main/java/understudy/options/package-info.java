/**
 * The steps that change a server's options, in its files and while it runs, and that restart it.
 * Never a decision which values are right. Start at {@link understudy.options.SetServerOptions}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "operation", "topology", "mysql", "remote", "reach"})
package understudy.options;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
