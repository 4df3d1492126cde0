/**
 * What a server says and is told: typed questions, the words of each flavour and version, GTID sets, positions, option files.
 * Never the store, never which server ought to be asked. Start at {@link understudy.mysql.Server}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "remote"})
package understudy.mysql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
