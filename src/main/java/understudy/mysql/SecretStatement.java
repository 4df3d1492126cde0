package understudy.mysql;

/**
 * A statement with one secret in it, which is bound when the statement is told and never shown.
 *
 * @param before the text before the secret
 * @param after the text after it
 */
public record SecretStatement(String before, String after) {

    /** For {@link Server#execute}, with the secret as its only parameter. */
    public String sql() {
        return before + "?" + after;
    }

    /** For plans and runbooks, as a person would type it: with the password where the panel gives its hash. */
    public String shown() {
        return before.replaceFirst(" AS $", " BY ") + "'<password>'" + after;
    }
}
