/**
 * The persistent step engine: plans, steps, journal, lease. Never a server, a host or the meaning of a step.
 * Start at {@link understudy.operation.Step} and {@link understudy.operation.Operations}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "topology"})
package understudy.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
