package understudy.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session twelve hours after its sign-in, and at once when the user was removed or got another password or role. */
class SessionEnd extends OncePerRequestFilter {

    static final String SIGNED_IN_AT = "understudy.signed-in-at";
    private static final Duration LONGEST = Duration.ofHours(12);

    private final StoredUsers users;
    private final Clock clock;

    SessionEnd(StoredUsers users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (who != null && who.getPrincipal() instanceof SignedIn user && session != null
                && (tooOld(session) || changed(user))) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean tooOld(HttpSession session) {
        if (!(session.getAttribute(SIGNED_IN_AT) instanceof Instant signedInAt)) {
            session.setAttribute(SIGNED_IN_AT, clock.instant());
            return false;
        }
        return !clock.instant().isBefore(signedInAt.plus(LONGEST));
    }

    private boolean changed(SignedIn user) {
        return users.find(user.name()).map(account -> account.version() != user.version()).orElse(true);
    }
}
