/**
 * The reusable steps: one change to one server or host, each a class with an imperative name.
 * Never a decision which of them are needed. Start at any step; its Javadoc says what it changes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "operation", "access", "topology", "mysql", "remote", "reach"})
package understudy.replication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
