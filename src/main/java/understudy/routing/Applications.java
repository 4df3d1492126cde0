package understudy.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;

/** The applications of the hosts, as they were found and as admins corrected them. */
public interface Applications {

    /** The application on this host: the corrected one, else the one that was found. */
    Optional<Application> on(String host);

    /** Whether what counts for this host was said by an admin. */
    boolean corrected(String host);

    /** Keeps what was found; null for none. What an admin said goes on counting. */
    void found(String host, @Nullable Application application);

    /**
     * From now on this counts, whatever is found; writes an audit entry.
     *
     * @param application null to go back to what is found
     * @throws understudy.finding.Problem HostUnknown, PathRefused, GroupRefused, ServiceRefused
     */
    void correct(String host, @Nullable Application application, Actor actor);
}
