/**
 * The step that proves by checksums that two servers hold the same rows, while writes go on.
 * Never a change of data. Start at {@link understudy.comparison.CheckTables}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "replication", "operation", "topology", "mysql", "remote", "reach"})
package understudy.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
