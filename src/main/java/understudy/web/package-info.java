/**
 * The pages: one controller a page, view models as records. Never SQL or SSH.
 * Start at {@code ClusterPage}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "enrolment", "operation", "topology", "monitor", "setup", "promotion"})
package understudy.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
