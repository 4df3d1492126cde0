/**
 * The proof that a source is dead, and what keeps it from taking writes again: its process ended or its server closed, its
 * start forbidden, or a program of the admin's that cuts it off. Never what is done with its data, nor a decision whether to fail over.
 * Start at {@link understudy.fence.ConfirmDeath} and {@link understudy.fence.Fence}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "options", "operation", "topology", "mysql", "remote", "reach"})
package understudy.fence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
