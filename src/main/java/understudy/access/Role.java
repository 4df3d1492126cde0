package understudy.access;

/** What someone may do; each may do what those before it may. */
public enum Role {

    /** Reads everything but secrets. */
    VIEWER,

    /** Runs operations too. */
    OPERATOR,

    /** Changes hosts, clusters, users, tokens and settings too. */
    ADMIN;

    /** Whether this role includes what {@code needed} may do. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
