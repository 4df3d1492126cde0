/**
 * Who may do what: users, roles, tokens, secrets at rest, audit. Never a host or a server.
 * Start at {@link understudy.access.Secrets} and {@link understudy.access.Actor}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "store"})
package understudy.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
