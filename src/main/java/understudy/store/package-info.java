/**
 * Where the panel keeps its state: the data directory with its lock, the SQLite database in it, and how records become rows.
 * Never what the rows mean: each room has its own tables and repositories. Start at {@link understudy.store.DataDirectory}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package understudy.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
