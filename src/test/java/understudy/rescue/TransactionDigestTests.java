package understudy.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.rescue.TransactionDigest.Digest;

class TransactionDigestTests {

    /** As the server's own tool printed it. */
    private static Digest captured() throws IOException {
        TransactionDigest digest = new TransactionDigest();
        Files.readAllLines(Path.of("src/test/resources/captured/mysql-9.7/own-transactions.txt")).forEach(digest::line);
        return digest.digest();
    }

    @Test
    void countsTransactionsAndRowsByTable() throws IOException {
        Digest digest = captured();

        assertThat(digest.transactions()).isEqualTo(5);
        assertThat(digest.rowsByChange()).isEqualTo(Map.of("INSERT shop.users", 2L, "UPDATE shop.users", 1L, "DELETE shop.users", 1L,
                "STATEMENT", 1L));
        assertThat(digest.inWords()).contains("2 rows inserted into shop.users", "1 row changed in shop.users",
                "1 row deleted from shop.users", "1 other statement");
    }

    @Test
    void showsTheRowsThemselves() throws IOException {
        assertThat(captured().rows()).anyMatch(row -> row.startsWith("INSERT shop.users set @1=1 @2='Bob'"))
                .anyMatch(row -> row.startsWith("UPDATE shop.users where @1=1 @2='Bob' set @1=1 @2='Robert'"))
                .anyMatch(row -> row.startsWith("create table shop.more (id int,"));
    }

    @Test
    void keepsFewRowsHoweverManyThereAre() {
        TransactionDigest digest = new TransactionDigest();
        for (int i = 0; i < 10_000; i++) {
            digest.line("### INSERT INTO `shop`.`users`");
            digest.line("### SET");
            digest.line("###   @1=" + "9".repeat(3_000));
        }

        assertThat(digest.digest().rows()).hasSize(TransactionDigest.ROWS).allMatch(row -> row.length() < 500);
        assertThat(digest.digest().more()).isTrue();
        assertThat(digest.digest().rowsByChange()).containsEntry("INSERT shop.users", 10_000L);
    }

    @Test
    void leavesPasswordsInTheFile() {
        TransactionDigest digest = new TransactionDigest();
        digest.line("SET @@SESSION.GTID_NEXT= 'e332d996-e72c-11f1-80a6-0242ac110002:8'/*!*/;");
        digest.line("CREATE USER 'eve'@'%' IDENTIFIED WITH 'caching_sha2_password' AS 'its hash'");
        digest.line("/*!*/;");

        assertThat(digest.digest().rows()).singleElement().asString().doesNotContain("hash").contains("password");
        assertThat(digest.digest().inWords()).isEqualTo("1 other statement");
    }

    @Test
    void readsTheSummaryOfAFileAsItWasWritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("kept.sql");
        Files.write(file, "### SET\n-- transactions: 77\n".getBytes());
        Files.write(file, KeptSummary.written(captured()), java.nio.file.StandardOpenOption.APPEND);

        assertThat(KeptSummary.of(file)).isEqualTo(captured());
    }

    @Test
    void believesNothingInAFileThatHasNoSummary(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("raw.sql");
        Files.writeString(file, "-- transactions: many\n-- change: x\n-- row: forged\n");

        assertThat(KeptSummary.of(file)).isEqualTo(new Digest(0, Map.of(), List.of(), false));
    }

    @Test
    void survivesASummaryThatAServerForged(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("forged.sql");
        Files.writeString(file, "\n-- understudy: summary\n-- transactions: 99999999999999999999\n-- change: many\n");

        assertThat(KeptSummary.of(file).transactions()).isZero();
    }

    @Test
    void tellsFilesApartThatEverythingOfWasApplied() {
        assertThat(RescueNames.meaning("failover-7-from-mercury.applied.sql")).contains("kept for the record");
        assertThat(RescueNames.meaning("failover-7-from-mercury.rows.sql")).contains("Could not be applied");
        assertThat(RescueNames.meaning("mercury-own-transactions-1a.sql")).contains("no other one");
        assertThat(RescueNames.summarised("failover-7-from-mercury.sql")).isFalse();
    }
}
