/**
 * The pages: one controller a page, view models as records. Never SQL or SSH. What all pages share is here; each group of
 * pages has a package of its own below. Start at {@link understudy.web.PageView}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "enrolment", "operation", "topology", "monitor", "promotion", "routing", "fence", "rescue", "breakglass", "notify"})
package understudy.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
