/**
 * Tells people who don't look at the pages: webhooks and mail, for diagnoses, operations, readiness and returned hosts. It listens;
 * nothing in the house waits for it, and a dead target hurts nobody. Its desk is for the settings' pages alone. Start at
 * {@link understudy.notify.NotificationDesk}; what is told is decided in {@code Announcer}, and sent by {@code Postman}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "access", "operation", "monitor"})
package understudy.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
