/**
 * The steps for a source that is dead or was: proof of death, fence, salvage, the opening of the candidate, what was lost.
 * Never a decision whether to fail over. Also what a server that comes back has of its own. Read the plans in the order of
 * {@code promotion.Failover} and {@code promotion.Rejoin}; start at {@link understudy.rescue.ConfirmDeath} and
 * {@link understudy.rescue.CompareHistory}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
    "finding", "replication", "options", "operation", "topology", "mysql", "remote", "reach", "access", "store"})
package understudy.rescue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
