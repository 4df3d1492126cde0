package understudy.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits sign-ins, records each, and says nothing about which half was wrong. */
class SignInAttempts extends OncePerRequestFilter implements AuthenticationFailureHandler {

    static final String PATH = "/sign-in";
    private static final PathPatternRequestMatcher SIGN_IN = PathPatternRequestMatcher.pathPattern(HttpMethod.POST, PATH);

    private final Attempts attempts;
    private final StoredUsers users;
    private final Audit audit;

    SignInAttempts(Attempts attempts, StoredUsers users, Audit audit) {
        this.attempts = attempts;
        this.users = users;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SIGN_IN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (attempts.take(account(request), request.getRemoteAddr())) {
            chain.doFilter(request, response);
        } else {
            response.sendRedirect(request.getContextPath() + PATH + "?wait");
        }
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException {
        // what was typed as a name may be a password, so only names that exist are recorded
        Optional<Account> account = users.find(account(request));
        Actor who = account.map(known -> new Actor(known.name(), known.role())).orElse(new Actor("(unknown)", Role.VIEWER));
        audit.record(who, "sign-in", null, "refused: wrong name or password, from " + request.getRemoteAddr());
        response.sendRedirect(request.getContextPath() + PATH + "?refused");
    }

    /** Goes to the page that was asked for, or to the clusters. */
    SavedRequestAwareAuthenticationSuccessHandler success() {
        return new SavedRequestAwareAuthenticationSuccessHandler() {
            @Override
            public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
                    throws ServletException, IOException {
                attempts.giveBack(account(request), request.getRemoteAddr());
                audit.record(Actors.of(who), "sign-in", null, "done, from " + request.getRemoteAddr());
                super.onAuthenticationSuccess(request, response, who);
            }
        };
    }

    private static String account(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("username")).orElse("").strip();
    }
}
