package understudy.enrolment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The administrators' logins of enrolments under way, by host. In memory only, and not for long. */
@Component
final class AdminLogins {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, Kept> logins = new ConcurrentHashMap<>();
    private final Clock clock;

    AdminLogins(Clock clock) {
        this.clock = clock;
    }

    void keep(String host, AdminLogin login) {
        logins.put(host, new Kept(login, clock.instant().plus(KEPT)));
    }

    Optional<AdminLogin> of(String host) {
        logins.values().removeIf(kept -> kept.until().isBefore(clock.instant()));
        return Optional.ofNullable(logins.get(host)).map(Kept::login);
    }

    void forget(String host) {
        logins.remove(host);
    }

    private record Kept(AdminLogin login, Instant until) {
    }
}
