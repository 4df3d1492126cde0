package understudy.access;

/**
 * Who asks: a user of the pages, a token of the REST contract, or the panel itself.
 *
 * @param name the user's or the token's name, as the audit shows it
 * @param role what they may do
 */
public record Actor(String name, Role role) {

    /** The panel acting by itself, for example when it picks up an operation after a restart. */
    public static final Actor PANEL = new Actor("understudy", Role.ADMIN);
}
