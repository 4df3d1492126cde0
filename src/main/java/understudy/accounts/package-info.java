/**
 * The steps that give servers the accounts that they need: for replication, and the application's own on a replica.
 * Never a password in the open. Start at {@link understudy.accounts.CreateReplicationAccount}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "access", "operation", "topology", "mysql", "remote", "reach"})
package understudy.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
