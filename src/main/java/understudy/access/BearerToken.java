package understudy.access;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that brought a good token. The token itself isn't kept. */
final class BearerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String name;

    BearerToken(Actor actor) {
        super(SignedIn.authorities(actor.role()));
        this.name = actor.name();
        setAuthenticated(true);
    }

    @Override
    public String getPrincipal() {
        return name;
    }

    @Override
    public String getCredentials() {
        return "";
    }
}
