package understudy.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** Who looks at the page, and what they may press. */
public record Visitor(Actor actor) {

    public String name() {
        return actor.name();
    }

    /** Two letters for the corner of the page. */
    public String initials() {
        return actor.name().substring(0, Math.min(2, actor.name().length())).toUpperCase(Locale.ROOT);
    }

    public boolean operator() {
        return actor.role().includes(Role.OPERATOR);
    }

    public boolean admin() {
        return actor.role().includes(Role.ADMIN);
    }

    /** Why they can't run operations, or null when they can. */
    public @Nullable String whyNotOperator() {
        return operator() ? null : "You may look, not run operations: that needs the role operator.";
    }

    /** Why they can't change hosts, clusters and users, or null when they can. */
    public @Nullable String whyNotAdmin() {
        return admin() ? null : "Only an admin can change this.";
    }

    /** Refuses with {@code NotAllowed} unless they have the role; the button was disabled, but a request can be made by hand. */
    public Actor must(Role needed) {
        if (!actor.role().includes(needed)) {
            throw new Problem(Finding.blocker("NotAllowed", null,
                    actor.name() + " has the role " + actor.role().name().toLowerCase(Locale.ROOT)
                            + "; this needs " + needed.name().toLowerCase(Locale.ROOT) + ".",
                    "Ask an admin to do it, or to give you the role."));
        }
        return actor;
    }
}
