/**
 * What a person does when the panel is gone too: the break-glass sheet of a cluster, with the real names and the server's own words.
 * Writes it; never does any of it, and never holds a secret. Start at {@link understudy.breakglass.BreakGlass}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "topology", "monitor", "mysql", "remote", "routing"})
package understudy.breakglass;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
