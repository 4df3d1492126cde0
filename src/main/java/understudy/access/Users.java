package understudy.access;

import java.time.Instant;
import java.util.List;

/** The door of the people who sign in to the pages. Every change writes an audit entry and ends the user's sessions. */
public interface Users {

    /** All, by name. */
    List<User> list();

    /** @throws understudy.finding.Problem with UserExists, UserNameRefused, PasswordTooShort or PasswordTooLong */
    void add(String name, String password, Role role, Actor by);

    /** @throws understudy.finding.Problem with UserUnknown, or LastAdmin when nobody else could administrate */
    void changeRole(String name, Role role, Actor by);

    /** An admin gives a user a new password. @throws understudy.finding.Problem as {@link #add}, or UserUnknown */
    void resetPassword(String name, String password, Actor by);

    /**
     * A user changes their own password.
     *
     * @throws understudy.finding.Problem with PasswordWrong when {@code current} isn't it, TooManyAttempts when that was
     *     so too often, or as {@link #add}
     */
    void changeOwnPassword(Actor user, String current, String password);

    /** @throws understudy.finding.Problem with UserUnknown, or LastAdmin when nobody else could administrate */
    void remove(String name, Actor by);

    /** A user as shown. */
    record User(String name, Role role, Instant createdAt) {
    }
}
