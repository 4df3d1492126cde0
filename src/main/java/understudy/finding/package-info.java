/**
 * What went wrong or stands in the way, by name and with its remedy, and what the servers' error numbers mean. Never a decision
 * about it, never I/O. Start at {@link understudy.finding.Finding} and {@link understudy.finding.ServerErrors}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package understudy.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
