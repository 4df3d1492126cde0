package understudy.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Role;

/** Who sits in front of the page that is being made. */
@Component
public class Visitors {

    /** Who is signed in, or null on the pages for everyone. */
    public @Nullable Visitor current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated() || authentication instanceof AnonymousAuthenticationToken) {
            return null;
        }
        return new Visitor(new Actor(authentication.getName(), role(authentication)));
    }

    /** Who is signed in. @throws IllegalStateException on a page for everyone: a mistake of ours */
    public Visitor signedIn() {
        Visitor visitor = current();
        if (visitor == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return visitor;
    }

    private static Role role(Authentication authentication) {
        Role role = Role.VIEWER;
        for (Role candidate : Role.values()) {
            if (authentication.getAuthorities().stream().anyMatch(held -> ("ROLE_" + candidate).equals(held.getAuthority()))) {
                role = candidate;
            }
        }
        return role;
    }
}
