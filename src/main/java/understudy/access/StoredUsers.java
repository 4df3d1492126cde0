package understudy.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The users in the store. */
@Component
class StoredUsers implements Users {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}@._-]{0,62}");

    private final JdbcAggregateOperations store;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Audit audit;
    private final Clock clock;

    StoredUsers(JdbcAggregateOperations store, Passwords passwords, Attempts attempts, Audit audit, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    Optional<Account> find(String name) {
        return Optional.ofNullable(store.findById(name, Account.class));
    }

    @Override
    public List<User> list() {
        return accounts().stream().map(account -> new User(account.name(), account.role(), account.createdAt())).toList();
    }

    @Override
    @Transactional
    public void add(String name, String password, Role role, Actor by) {
        if (!NAME.matcher(name).matches()) {
            throw refused("UserNameRefused", "That can't be a user's name.",
                    "Use 1 to 63 letters, digits, dots, hyphens, underscores and @, beginning with a letter or digit.");
        }
        if (find(name).isPresent()) {
            throw refused("UserExists", "There is already a user " + name + ".", "Choose another name.");
        }
        store.insert(new Account(name, passwords.hash(password), role, 1, clock.instant()));
        audit.record(by, "user.add", name, "done: " + role);
    }

    @Override
    @Transactional
    public void changeRole(String name, Role role, Actor by) {
        Account account = get(name);
        if (role != Role.ADMIN) {
            requireAnotherAdmin(account);
        }
        store.update(account.withRole(role));
        audit.record(by, "user.change-role", name, "done: " + role);
    }

    @Override
    @Transactional
    public void resetPassword(String name, String password, Actor by) {
        store.update(get(name).withPasswordHash(passwords.hash(password)));
        audit.record(by, "user.reset-password", name, "done");
    }

    /** Guesses are limited as at the sign-in, or a session left open would be a way to the password. The refusals stay recorded. */
    @Override
    @Transactional(noRollbackFor = Problem.class)
    public void changeOwnPassword(Actor user, String current, String password) {
        Account account = get(user.name());
        String guesses = "own password of " + user.name();
        if (!attempts.take(guesses, guesses)) {
            audit.record(user, "user.change-own-password", user.name(), "refused: too many attempts");
            throw refused("TooManyAttempts", "The current password was wrong too many times.", "Wait five minutes, then type it again.");
        }
        if (!passwords.fits(current, account)) {
            audit.record(user, "user.change-own-password", user.name(), "refused: wrong current password");
            throw refused("PasswordWrong", "The current password isn't that.", "Type the password that you signed in with.");
        }
        attempts.giveBack(guesses, guesses);
        store.update(account.withPasswordHash(passwords.hash(password)));
        audit.record(user, "user.change-own-password", user.name(), "done");
    }

    @Override
    @Transactional
    public void remove(String name, Actor by) {
        requireAnotherAdmin(get(name));
        store.deleteById(name, Account.class);
        audit.record(by, "user.remove", name, "done");
    }

    private List<Account> accounts() {
        return store.findAll(Account.class, Sort.by("name"));
    }

    private Account get(String name) {
        return find(name).orElseThrow(() -> refused("UserUnknown", "There is no such user.", "Look at the list of users."));
    }

    private void requireAnotherAdmin(Account account) {
        boolean another = accounts().stream()
                .anyMatch(other -> other.role() == Role.ADMIN && !other.name().equals(account.name()));
        if (account.role() == Role.ADMIN && !another) {
            throw refused("LastAdmin", account.name() + " is the only admin.", "Make someone else an admin first.");
        }
    }

    private static Problem refused(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
