/**
 * The steps that bring the data of one server to another, whole, or leave it marked unusable.
 * Never a comparison of what arrived: that is the room {@code comparison}. Start at {@link understudy.copy.CopyData}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "operation", "topology", "mysql", "remote", "reach"})
package understudy.copy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
