package understudy.access;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller method its {@link Actor} parameter: who sent the request. */
class Actors implements HandlerMethodArgumentResolver {

    /** The user or token behind an authentication. */
    static Actor of(Authentication who) {
        Role highest = Arrays.stream(Role.values())
                .filter(role -> who.getAuthorities().stream().anyMatch(held -> ("ROLE_" + role).equals(held.getAuthority())))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new AccessDeniedException("no role"));
        return new Actor(who.getName(), highest);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Actor resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer page,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            throw new AccessDeniedException("not signed in");
        }
        return of(who);
    }
}
