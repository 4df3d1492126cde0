/**
 * Getting to know a host: the steps that check the login, find the server, make the panel's account and read the facts.
 * Never replication. Start at {@link understudy.enrolment.Enrolment}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"finding", "operation", "access", "topology", "mysql", "remote", "reach", "routing"})
package understudy.enrolment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
