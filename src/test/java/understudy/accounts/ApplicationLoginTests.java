package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.reach.Reach;

/** The danger: everything is promoted in milliseconds, and the shop can't log in. */
class ApplicationLoginTests {

    private static final String ALL = "GRANT ALL PRIVILEGES ON `secondhand_production`.* TO `shop`@`%`";
    private static final String READ = "GRANT SELECT ON `secondhand_production`.* TO `shop`@`%`";
    private static final String SALTED = "caching_sha2_password";

    private final Server mercury = mock(Server.class);
    private final Server uranus = mock(Server.class);
    private final Reach reach = mock(Reach.class);
    private final ApplicationLogin logins = new ApplicationLogin(reach);

    @BeforeEach
    void hasAShopOnMercury() {
        when(reach.server("mercury")).thenReturn(mercury);
        when(reach.server("uranus")).thenReturn(uranus);
        has(mercury, account("%", SALTED, "AA", "N", ALL));
    }

    private static Map<String, String> account(String host, String plugin, String kept, String locked, String grant) {
        return Map.of("host", host, "plugin", plugin, "kept", kept, "account_locked", locked, "password_expired", "N", "grant", grant);
    }

    @SafeVarargs
    private static void has(Server server, Map<String, String>... accounts) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> account : accounts) {
            rows.add(new Row(account));
            when(server.query(startsWith("SHOW GRANTS FOR 'shop'@'" + account.get("host") + "'")))
                    .thenReturn(List.of(new Row(Map.of("grants", account.get("grant")))));
        }
        when(server.query(contains("FROM mysql.user"), any())).thenReturn(rows);
        when(server.query(contains("mysql.role_edges"), any(), any())).thenReturn(List.of());
    }

    private List<Finding> wanting(String source) {
        return wanting(source, true);
    }

    private List<Finding> wanting(String source, boolean member) {
        return logins.wanting(new ApplicationLogin.Client("shop", "mercury", "192.168.178.61", List.of("secondhand_production"), member), source, "uranus");
    }

    @Test
    void wantsNothingWhereTheAccountIsTheSame() {
        has(uranus, account("%", SALTED, "AA", "N", ALL));

        assertThat(wanting("mercury")).isEmpty();
    }

    @Test
    void saysThatThereIsNoAccount() {
        has(uranus);

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountMissing");
            assertThat(found.fix()).isEqualTo("set-up-again");
        });
        assertThat(wanting("uranus")).singleElement().satisfies(found -> assertThat(found.fix()).as("a source isn't set up").isNull());
    }

    @Test
    void saysThatItIsntLetInFromTheApplicationsHost() {
        has(uranus, account("localhost", SALTED, "AA", "N", ALL), account("10.0.0.%", SALTED, "AA", "N", ALL));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountKeptOut");
            assertThat(found.message()).contains("from localhost, 10.0.0.% only, not from 192.168.178.61");
        });
    }

    @Test
    void saysThatItIsLocked() {
        has(uranus, account("%", SALTED, "AA", "Y", ALL));

        assertThat(wanting("mercury")).extracting(Finding::code).containsExactly("ApplicationAccountLocked");
    }

    @Test
    void saysWhatItLacks() {
        has(uranus, account("%", SALTED, "AA", "N", READ));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountLacks");
            assertThat(found.blocks()).isTrue();
            assertThat(found.message()).contains("ALL PRIVILEGES on secondhand_production.*");
        });
    }

    @Test
    void judgesTheMostExactAccountThatLetsItIn() {
        has(uranus, account("%", SALTED, "AA", "N", ALL), account("192.168.178.61", SALTED, "AA", "N", READ));

        assertThat(wanting("mercury")).extracting(Finding::code).containsExactly("ApplicationAccountLacks");
    }

    @Test
    void onlyDoubtsAPasswordWhoseHashWasSaltedAnew() {
        has(uranus, account("%", SALTED, "BB", "N", ALL));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountDiffers");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.toString()).doesNotContain("BB");
        });
    }

    @Test
    void knowsAnotherPasswordByAHashWithoutSalt() {
        has(mercury, account("%", "mysql_native_password", "AA", "N", ALL));
        has(uranus, account("%", "mysql_native_password", "BB", "N", ALL));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());
    }

    @Test
    void countsWhatRolesGive() {
        has(uranus, account("%", SALTED, "AA", "N", "GRANT USAGE ON *.* TO `shop`@`%`"));
        when(uranus.query(contains("mysql.role_edges"), any(), any())).thenAnswer(call -> call.getArgument(1).equals("shop")
                ? List.of(new Row(Map.of("from_user", "buyers", "from_host", "%"))) : List.of());
        when(uranus.query("SHOW GRANTS FOR 'buyers'@'%'")).thenReturn(List.of(new Row(Map.of("grants", ALL.replace("`shop`", "`buyers`")))));

        assertThat(wanting("mercury")).isEmpty();
    }

    /** The danger: a switchover is refused because the panel reaches the shop's host at another address than the servers do. */
    @Test
    void onlyDoubtsWhatWouldKeepItOutOfItsSourceToo() {
        has(mercury, account("10.0.0.%", SALTED, "AA", "N", ALL));
        has(uranus, account("10.0.0.%", SALTED, "AA", "N", ALL));

        assertThat(wanting("mercury", true)).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());
        assertThat(wanting("mercury", false)).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountKeptOut");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.message()).contains("mercury wouldn't let it work either");
        });
        assertThat(wanting("uranus", false)).singleElement().satisfies(found -> assertThat(found.blocks()).isFalse());
    }

    @Test
    void refusesWhatKeepsItOutOfTheReplicaAlone() {
        has(uranus, account("10.0.0.%", SALTED, "AA", "N", ALL));
        assertThat(wanting("mercury", false)).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());

        has(uranus);
        assertThat(wanting("mercury", false)).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());

        has(uranus, account("%", SALTED, "AA", "Y", ALL));
        assertThat(wanting("mercury", false)).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());
    }

    @Test
    void onlyDoubtsAPasswordThatIsKeptInAnotherForm() {
        has(mercury, account("%", "mysql_native_password", "AA", "N", ALL));
        has(uranus, account("%", SALTED, "BB", "N", ALL));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.message()).contains("can't be told");
        });
    }

    /** A replica that lies must not keep the panel busy, or fill its memory. */
    @Test
    void saysThatItCantTellWhereRolesNeverEnd() {
        has(uranus, account("%", SALTED, "AA", "N", ALL));
        AtomicInteger asked = new AtomicInteger();
        when(uranus.query(contains("mysql.role_edges"), any(), any())).thenAnswer(call ->
                List.of(new Row(Map.of("from_user", "role" + asked.incrementAndGet(), "from_host", "%"))));

        assertThat(wanting("mercury")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountUnclear");
            assertThat(found.blocks()).isFalse();
        });
        assertThat(asked.get()).isLessThan(300);
    }

    @Test
    void asksForEachRoleOnce() {
        has(uranus, account("%", SALTED, "AA", "N", ALL));
        when(uranus.query(contains("mysql.role_edges"), any(), any())).thenReturn(List.of(new Row(Map.of("from_user", "buyers", "from_host", "%"))));

        assertThat(wanting("mercury")).isEmpty();
        verify(uranus, times(1)).query("SHOW GRANTS FOR 'buyers'@'%'");
    }

    @Test
    void saysThatItCantTellWherePrivilegesNeverEnd() {
        has(uranus, account("%", SALTED, "AA", "N", "GRANT SELECT ON `" + "a".repeat(100_000) + "`.* TO `shop`@`%`"));

        assertThat(wanting("mercury")).extracting(Finding::code).containsExactly("ApplicationAccountUnclear");
    }
}
