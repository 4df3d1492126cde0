/**
 * What went wrong or stands in the way, by name and with its remedy. Never a decision about it, never I/O.
 * Start at {@link understudy.finding.Finding}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package understudy.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
