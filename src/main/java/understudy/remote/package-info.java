/**
 * How a host is reached: SSH sessions, typed commands, files, tunnels. Never what a command is for, never SQL.
 * Start at {@link understudy.remote.HostConnection}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding"})
package understudy.remote;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
