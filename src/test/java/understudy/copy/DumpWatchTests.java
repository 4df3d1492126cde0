package understudy.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.mysql.GtidSet;

/** Fed with the beginning and end of a dump of MySQL 9.7.4. */
class DumpWatchTests {

    private static final String HEAD = """
            -- MySQL dump 10.13  Distrib 9.7.4, for Linux (x86_64)
            SET @@SESSION.SQL_LOG_BIN= 0;

            --
            -- GTID state at the beginning of the backup
            --

            /* SET @@GLOBAL.GTID_PURGED='+c91da9fe-e710-11f1-9690-0242ac140002:1-3,
            d91da9fe-e710-11f1-9690-0242ac140002:7';*/

            """;
    private static final String END = "\n-- Dump completed on 2026-11-23  7:38:17\n";

    private static DumpWatch passing(String dump, int piece) {
        DumpWatch watch = new DumpWatch();
        byte[] bytes = dump.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            byte[] buffer = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            watch.pass(buffer, buffer.length);
        }
        return watch;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1_000_000})
    void findsMomentAndEndHoweverThePiecesFall(int piece) {
        DumpWatch watch = passing(HEAD + "INSERT INTO `t` VALUES (1);\n".repeat(200) + END, piece);

        assertThat(watch.moment()).isEqualTo(GtidSet.of(
                "c91da9fe-e710-11f1-9690-0242ac140002:1-3,d91da9fe-e710-11f1-9690-0242ac140002:7"));
        assertThat(watch.complete()).isTrue();
        assertThat(watch.bytes()).isEqualTo(HEAD.length() + 200 * 28 + END.length());
    }

    @Test
    void isNotCompleteWhenCut() {
        assertThat(passing(HEAD + "INSERT INTO `t` VALUES (1);\n", 64).complete()).isFalse();
        assertThat(passing(HEAD + END + "INSERT INTO `t` VALUES (1);\n", 64).complete()).isFalse();
        assertThat(passing(HEAD + "INSERT INTO `t` VALUES ('\\n-- Dump completed');\n", 64).complete()).isFalse();
        assertThat(passing("", 64).complete()).isFalse();
    }

    @Test
    void knowsNoMomentWhenTheDumpDoesNotSay() {
        assertThat(passing("-- MySQL dump" + END, 64).moment()).isNull();
    }
}
