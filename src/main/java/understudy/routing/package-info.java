/**
 * Where clients find the source: the applications on the hosts, and what else leads to it and has to move when it does. Never the
 * decision to move it, and never a server's role. Start at {@link understudy.routing.Application}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "rails", "operation", "topology", "mysql", "remote", "reach", "access", "accounts"})
package understudy.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
