package understudy.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Whether a load balancer needs a token.
 *
 * @param token what it must send as {@code Authorization: Bearer …}; null or empty for nothing
 */
@ConfigurationProperties("understudy.health")
record HealthSettings(@Nullable String token) implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext asked) {
        return new AuthorizationDecision(token == null || token.isEmpty()
                || same("Bearer " + token, asked.getRequest().getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /** Takes as long for a nearly right token as for a wrong one. */
    private static boolean same(String wanted, @Nullable String given) {
        return given != null && MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "HealthSettings";
    }
}
