/**
 * Who could take over and how: readiness, the choice of a candidate, the plan of a switchover. Decides, never acts.
 * Start at {@link understudy.promotion.Readiness} and {@link understudy.promotion.Switchover}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "options", "accounts", "copy", "comparison", "operation", "monitor", "topology", "mysql"})
package understudy.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
