package understudy.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Sends a person to the sign-in page, and a program a plain 401. */
class AskToSignIn implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) throws IOException {
        String signIn = request.getContextPath() + SignInAttempts.PATH;
        if ("true".equals(request.getHeader("HX-Request"))) {
            // a redirect would be followed unseen and the sign-in page end up inside the other page
            response.setHeader("HX-Redirect", signIn);
            Refusals.unauthenticated(response);
        } else if (accepts(request, MediaType.TEXT_HTML_VALUE)) {
            response.sendRedirect(signIn);
        } else {
            Refusals.unauthenticated(response);
        }
    }

    /** Remembers the page that was asked for, but never a part of one: whoever signs in lands on it. */
    static HttpSessionRequestCache wholePages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> HttpMethod.GET.matches(request.getMethod())
                && accepts(request, MediaType.TEXT_HTML_VALUE) && request.getHeader("HX-Request") == null);
        return cache;
    }

    private static boolean accepts(HttpServletRequest request, String type) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(type);
    }
}
