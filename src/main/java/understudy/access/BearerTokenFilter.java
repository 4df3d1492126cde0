package understudy.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes {@code Authorization: Bearer …}, for this request only: no session is made of it. */
class BearerTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final StoredTokens tokens;
    private final Attempts attempts;

    BearerTokenFilter(StoredTokens tokens, Attempts attempts) {
        this.tokens = tokens;
        this.attempts = attempts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        String secret = header.substring(SCHEME.length()).strip();
        // only wrong ones use up attempts: a good client may send many requests at once
        String attempt = "token " + StoredTokens.hash(secret);
        Optional<Actor> actor = tokens.recognise(secret);
        if (actor.isPresent() && attempts.left(attempt, request.getRemoteAddr())) {
            attempts.remember(attempt, request.getRemoteAddr());
            goOnAs(actor.get(), request, response, chain);
        } else if (actor.isEmpty() && attempts.take(attempt, request.getRemoteAddr())) {
            Refusals.unauthenticated(response);
        } else {
            Refusals.tooMany(response);
        }
    }

    private static void goOnAs(Actor actor, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new BearerToken(actor));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
