/**
 * Who could take over and how: readiness, the choice of a candidate, the plans of a switchover, a failover and a rejoin. Decides, never acts.
 * Start at {@link understudy.promotion.Readiness} and {@link understudy.promotion.Switchover}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "replication", "options", "accounts", "copy", "comparison", "fence", "rescue", "routing", "operation", "monitor", "topology", "mysql"})
package understudy.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
