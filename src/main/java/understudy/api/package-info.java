/**
 * The REST contract under /api/v1: controllers, problem details, OpenAPI. Never SQL or SSH.
 * Start at {@link understudy.api.Problems}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "enrolment", "operation", "topology", "monitor", "promotion", "routing", "rescue", "breakglass", "notify"})
package understudy.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
