/**
 * What is seen: one look at a time at each server, the latest looks as an immutable state, and its changes as events.
 * Never a change to a server but its own heartbeat row. Start at {@link understudy.monitor.Monitor}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "topology", "mysql", "remote", "reach"})
package understudy.monitor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
