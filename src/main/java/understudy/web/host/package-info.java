/** The pages of a host: list, facts, adding one. */
@NullMarked
package understudy.web.host;

import org.jspecify.annotations.NullMarked;
