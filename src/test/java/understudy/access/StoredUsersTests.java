package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import understudy.finding.Problem;
import understudy.store.MovableClock;
import understudy.store.StoreTest;

@StoreTest
@Import({SecretsConfiguration.class, StoredAudit.class, Attempts.class, StoredUsers.class, StoredTokens.class, StoredUsersTests.Hashing.class})
@ExtendWith(OutputCaptureExtension.class)
class StoredUsersTests {

    private static final String PASSWORD = "correct horse battery";
    private static final Actor ADMIN = new Actor("admin", Role.ADMIN);

    static class Hashing {

        @org.springframework.context.annotation.Bean
        Passwords passwords() {
            return new Passwords(PasswordEncoderFactories.createDelegatingPasswordEncoder());
        }

        @org.springframework.context.annotation.Bean
        @org.springframework.context.annotation.Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
        }
    }

    @Autowired
    private StoredUsers users;

    @Autowired
    private StoredTokens tokens;

    @Autowired
    private Secrets secrets;

    @Autowired
    private AuditLog audit;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient sql;

    @Test
    void keepsNoPasswordAndNoTokenInTheStore() {
        users.add("anna", PASSWORD, Role.VIEWER, ADMIN);
        String token = tokens.create("ci", Role.VIEWER, null, ADMIN).secret();

        assertThat(sql.sql("SELECT password_hash FROM account").query(String.class).single()).startsWith("{bcrypt}");
        assertThat(sql.sql("SELECT name || hash || created_by FROM api_token").query(String.class).single()).doesNotContain(token);
        assertThat(token).matches("understudy_[A-Za-z0-9_-]{43}");
        assertThat(tokens.create("ci2", Role.VIEWER, null, ADMIN).toString()).doesNotContain("understudy_");
    }

    @Test
    void recordsEachChangeOfUsersAndTokensWithoutSecrets() {
        users.add("anna", PASSWORD, Role.ADMIN, ADMIN);
        users.add("bert", PASSWORD, Role.VIEWER, ADMIN);
        users.changeRole("bert", Role.OPERATOR, ADMIN);
        users.resetPassword("bert", PASSWORD + "2", ADMIN);
        users.changeOwnPassword(new Actor("bert", Role.OPERATOR), PASSWORD + "2", PASSWORD + "3");
        users.remove("bert", ADMIN);
        String token = tokens.create("ci", Role.VIEWER, null, ADMIN).secret();
        tokens.revoke("ci", ADMIN);

        assertThat(audit.list(null, null, 20)).extracting(AuditEntry::action).containsExactly("token.revoke", "token.create",
                "user.remove", "user.change-own-password", "user.reset-password", "user.change-role", "user.add", "user.add");
        assertThat(audit.list(null, null, 20).toString()).doesNotContain(PASSWORD).doesNotContain(token);
    }

    @Test
    void refusesUsersThatCannotBe() {
        users.add("anna", PASSWORD, Role.VIEWER, ADMIN);

        assertRefused(() -> users.add("anna", PASSWORD, Role.VIEWER, ADMIN), "UserExists");
        assertRefused(() -> users.add("<b>", PASSWORD, Role.VIEWER, ADMIN), "UserNameRefused");
        assertRefused(() -> users.add("bert", "elevenchars", Role.VIEWER, ADMIN), "PasswordTooShort");
        assertRefused(() -> users.add("bert", "ü".repeat(37), Role.VIEWER, ADMIN), "PasswordTooLong");
        assertRefused(() -> users.changeRole("nobody", Role.VIEWER, ADMIN), "UserUnknown");
        assertRefused(() -> users.changeOwnPassword(new Actor("anna", Role.VIEWER), "wrong", PASSWORD), "PasswordWrong");
    }

    @Test
    void limitsGuessesOfOnesOwnPasswordAndRecordsThem() {
        users.add("anna", PASSWORD, Role.VIEWER, ADMIN);
        users.add("bert", PASSWORD, Role.VIEWER, ADMIN);
        Actor anna = new Actor("anna", Role.VIEWER);
        for (int i = 0; i < 5; i++) {
            assertRefused(() -> users.changeOwnPassword(anna, "wrong", PASSWORD + "2"), "PasswordWrong");
        }

        assertRefused(() -> users.changeOwnPassword(anna, PASSWORD, PASSWORD + "2"), "TooManyAttempts");
        users.changeOwnPassword(new Actor("bert", Role.VIEWER), PASSWORD, PASSWORD + "2");
        assertThat(audit.list(null, "anna", 10)).extracting(AuditEntry::outcome).first().isEqualTo("refused: too many attempts");
        clock.pass(Duration.ofMinutes(5));
        users.changeOwnPassword(anna, PASSWORD, PASSWORD + "2");
    }

    @Test
    void keepsAtLeastOneAdmin() {
        users.add("anna", PASSWORD, Role.ADMIN, ADMIN);

        assertRefused(() -> users.remove("anna", ADMIN), "LastAdmin");
        assertRefused(() -> users.changeRole("anna", Role.OPERATOR, ADMIN), "LastAdmin");
        users.add("bert", PASSWORD, Role.ADMIN, ADMIN);
        users.remove("anna", ADMIN);

        assertThat(users.list()).extracting(Users.User::name).containsExactly("bert");
    }

    @Test
    void refusesTokensThatCannotBe() {
        tokens.create("ci", Role.VIEWER, null, ADMIN);

        assertRefused(() -> tokens.create("ci", Role.VIEWER, null, ADMIN), "TokenExists");
        assertRefused(() -> tokens.create("a b", Role.VIEWER, null, ADMIN), "TokenNameRefused");
        assertRefused(() -> tokens.create("old", Role.VIEWER, clock.instant(), ADMIN), "TokenExpired");
        assertRefused(() -> tokens.revoke("nothing", ADMIN), "TokenUnknown");
    }

    @Test
    void notesWhenATokenWasLastUsedAtMostOnceAMinute() {
        String token = tokens.create("ci", Role.VIEWER, null, ADMIN).secret();
        Instant first = clock.instant();

        tokens.recognise(token);
        clock.pass(Duration.ofSeconds(30));
        tokens.recognise(token);
        assertThat(tokens.list()).extracting(Tokens.Token::lastUsedAt).containsExactly(first);
        clock.pass(Duration.ofSeconds(31));
        tokens.recognise(token);

        assertThat(tokens.list()).extracting(Tokens.Token::lastUsedAt).containsExactly(clock.instant());
    }

    @Test
    void makesTheFirstAdminAndTokenOnceFromTheEnvironment(CapturedOutput log) {
        start(new AccessSettings(null, PASSWORD, "a bootstrap token"));
        start(new AccessSettings(null, "another password", "another token"));

        assertThat(users.list()).extracting(Users.User::name, Users.User::role)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("admin", Role.ADMIN));
        assertThat(tokens.recognise("a bootstrap token")).contains(new Actor("bootstrap", Role.ADMIN));
        assertThat(tokens.recognise("another token")).isEmpty();
        assertThat(log).doesNotContain(PASSWORD).doesNotContain("a bootstrap token");
    }

    @Test
    void printsARandomPasswordOnceWhenNoneWasGiven(CapturedOutput log) {
        start(new AccessSettings(null, null, null));
        start(new AccessSettings(null, null, null));

        assertThat(log.getAll().split("sign in as admin with the password")).hasSize(2);
        assertThat(tokens.list()).isEmpty();
    }

    private void start(AccessSettings settings) {
        new FirstStart(settings, users, tokens, secrets).afterSingletonsInstantiated();
    }

    private static void assertRefused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }
}
