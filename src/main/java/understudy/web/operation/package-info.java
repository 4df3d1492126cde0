/** The pages of operations: history, walk-through, report. */
@NullMarked
package understudy.web.operation;

import org.jspecify.annotations.NullMarked;
