/**
 * What the files of a Rails application say of its database, and the smallest change that makes them say something else. Texts in,
 * texts out: never a host, never a file on one. Start at {@link understudy.rails.DatabaseYml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding"})
package understudy.rails;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
