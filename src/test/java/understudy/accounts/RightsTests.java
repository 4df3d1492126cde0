package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The statements are as MySQL 9.7 and 5.7 print them. */
class RightsTests {

    private static final String USAGE = "GRANT USAGE ON *.* TO `shop`@`%`";
    private static final String ALL = "GRANT ALL PRIVILEGES ON `secondhand_production`.* TO `shop`@`%`";
    private static final String READ = "GRANT SELECT, INSERT ON `secondhand_production`.* TO `shop`@`10.0.0.%`";

    private static List<String> lacking(List<String> here, List<String> there) {
        return Rights.of(here).lacking(Rights.of(there), List.of("secondhand_production")).stream().map(Rights.Right::toString).toList();
    }

    @Test
    void lacksNothingThatIsTheSameOrMore() {
        assertThat(lacking(List.of(USAGE, ALL), List.of(USAGE, ALL))).isEmpty();
        assertThat(lacking(List.of(USAGE, ALL), List.of(READ))).isEmpty();
        assertThat(lacking(List.of("GRANT SELECT, INSERT, UPDATE ON *.* TO `shop`@`%`"), List.of(READ))).isEmpty();
        assertThat(lacking(List.of("GRANT ALL PRIVILEGES ON `secondhand\\_%`.* TO `shop`@`%` WITH GRANT OPTION"), List.of(ALL))).isEmpty();
        assertThat(lacking(List.of(ALL), List.of("GRANT SELECT (`id`, `name`), INSERT ON `secondhand_production`.`sellings` TO 'shop'@'%'"))).isEmpty();
    }

    @Test
    void namesWhatItLacks() {
        assertThat(lacking(List.of(USAGE), List.of(READ))).containsExactly("SELECT on secondhand_production.*", "INSERT on secondhand_production.*");
        assertThat(lacking(List.of(READ), List.of(ALL))).containsExactly("ALL PRIVILEGES on secondhand_production.*");
        assertThat(lacking(List.of(READ), List.of("GRANT DELETE ON `secondhand\\_production`.* TO `shop`@`%`")))
                .containsExactly("DELETE on secondhand_production.*");
        assertThat(lacking(List.of("GRANT SELECT ON `secondhand_production`.`users` TO `shop`@`%`"),
                List.of("GRANT SELECT ON `secondhand_production`.`sellings` TO `shop`@`%`"))).containsExactly("SELECT on secondhand_production.sellings");
        assertThat(lacking(List.of(USAGE), List.of("GRANT EXECUTE ON PROCEDURE `secondhand_production`.`count` TO `shop`@`%`")))
                .containsExactly("EXECUTE on secondhand_production.count");
    }

    @Test
    void asksForNothingThatIsAboutOtherDatabasesOrNoTables() {
        assertThat(lacking(List.of(USAGE), List.of("GRANT SELECT ON `reports`.* TO `shop`@`%`", "GRANT RELOAD, PROCESS ON *.* TO `shop`@`%`",
                "GRANT CONNECTION_ADMIN ON *.* TO `shop`@`%`", "GRANT `buyers`@`%` TO `shop`@`%`", "GRANT PROXY ON ``@`` TO `shop`@`%`"))).isEmpty();
        assertThat(lacking(List.of(USAGE), List.of("GRANT SELECT, RELOAD ON *.* TO `shop`@`%`"))).containsExactly("SELECT on secondhand_production.*");
    }

    @Test
    void comesToAnEndWithAStatementThatCouldBeCutInCountlessWays() {
        String grant = "GRANT " + "A, ".repeat(200_000) + "B" + " ON x".repeat(200_000) + " TO".repeat(200_000);

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Rights.of(List.of(grant))).all()).isEmpty();
        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Rights.of(List.of(grant + " TO `a`@`%`"))).all()).isNotEmpty();
    }
}
