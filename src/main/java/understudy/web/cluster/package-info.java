/** The pages of a cluster: list, tree, readiness, set-up, promotion. */
@NullMarked
package understudy.web.cluster;

import org.jspecify.annotations.NullMarked;
