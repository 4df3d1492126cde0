package understudy.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.rescue.SavedTransactions.Transaction;

/** Two files of a server that was killed, the second cut off inside its last event, as {@code mysqlbinlog} 9.7 prints them. */
class SavedTransactionsTests {

    private static final Path CAPTURED = Path.of("src/test/resources/captured/mysql-9.7/tail-of-a-dead-server.txt");

    private static String written(SavedTransactions saved, int from) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        saved.writeFrom(from, text);
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void findsEveryTransactionAndThatTheLastHasNoEnd() {
        SavedTransactions saved = SavedTransactions.read(CAPTURED);

        assertThat(saved.transactions()).hasSize(10);
        assertThat(saved.transactions()).filteredOn(one -> !one.whole()).extracting(Transaction::gtid)
                .singleElement().asString().endsWith(":10");
        assertThat(saved.gtids().count()).isEqualTo(9);
    }

    @Test
    void writesOnlyWholeTransactionsWithTheirGtids() throws IOException {
        String text = written(SavedTransactions.read(CAPTURED), 0);

        assertThat(text.lines().filter(line -> line.startsWith("SET @@SESSION.GTID_NEXT= '") && !line.contains("AUTOMATIC"))).hasSize(9);
        assertThat(text).doesNotContain(":10'").contains("alter table d.t add column z int")
                .endsWith("SET @@SESSION.GTID_NEXT= 'AUTOMATIC'/*!*/;\nDELIMITER ;\n");
    }

    @Test
    void takesAlongWhatEarlierTransactionsSetWhenItBeginsLater() throws IOException {
        SavedTransactions saved = SavedTransactions.read(CAPTURED);
        int later = 7;
        String text = written(saved, later);

        assertThat(text).startsWith("# The proper term").contains("DELIMITER /*!*/;").contains("BINLOG '");
        String before = text.substring(0, text.indexOf(saved.transactions().get(later).gtid() + "'"));
        assertThat(before).contains("SET @@session.sql_mode=").contains("SET @@session.character_set_client=")
                .doesNotContain("GTID_NEXT= '" + saved.transactions().get(later - 1).gtid());
    }

    /** A body has the same words, each on a line of its own, and no transaction around it. */
    @Test
    void takesAProcedureForWholeWhateverItsTextSays(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("procedure.sql");
        String text = Files.readString(CAPTURED, StandardCharsets.ISO_8859_1);
        String alter = "alter table d.t add column z int\n";
        assertThat(text).containsOnlyOnce(alter);
        Files.writeString(file, text.replace(alter, "CREATE DEFINER=`root`@`%` PROCEDURE `p`()\nBEGIN\nSELECT 1;\nEND\n"),
                StandardCharsets.ISO_8859_1);

        assertThat(SavedTransactions.read(file).gtids()).isEqualTo(SavedTransactions.read(CAPTURED).gtids());
    }

    @Test
    void findsNothingInALogWithoutTransactions(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("empty.sql");
        Files.write(file, Files.readAllLines(CAPTURED).subList(0, 15));
        assertThat(SavedTransactions.read(file).transactions()).isEqualTo(List.of());
    }
}
