/**
 * The steps that bring over what a dead source still has, open the candidate, and say what was lost; also what a server that comes
 * back has of its own. Never a decision whether to fail over. Read the plans in the order of {@code promotion.Failover} and
 * {@code promotion.Rejoin}; start at {@link understudy.rescue.Salvage} and {@link understudy.rescue.CompareHistory}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
    "finding", "fence", "replication", "options", "operation", "topology", "mysql", "remote", "reach", "store"})
package understudy.rescue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
