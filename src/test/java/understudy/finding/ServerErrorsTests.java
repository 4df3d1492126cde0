package understudy.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the servers' numbers mean: one place, in whole sentences. */
class ServerErrorsTests {

    static Stream<Explanation> all() {
        return Stream.concat(ReplicationErrors.all().stream(), StatementErrors.all().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void speaksInWholeSentencesAndSaysWhatToDo(Explanation explanation) {
        assertThat(explanation.meaning()).endsWith(".");
        assertThat(explanation.hint()).endsWith(".").isNotBlank();
        assertThat(explanation.cause()).matches("|.*\\.");
        assertThat(explanation.code()).matches("[A-Z][A-Za-z]+");
    }

    @ParameterizedTest
    @ValueSource(ints = {1236, 1133, 1201, 13117, 1062, 1032, 2003, 2061, 1045, 1040, 3546, 1290, 1021})
    void knowsEveryErrorThatTheDocumentsName(int number) {
        assertThat(ServerErrors.ofReplication(number, "")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            13114 | Got fatal error 1236 from source when reading data from binary log: 'Cannot replicate because the source purged required binary logs.' | SourceLogPurged | copy-again
            13114 | Got fatal error 1236 from source when reading data from binary log: 'Replica has more GTIDs than the source has, using the source's SERVER_UUID.' | ReplicaAhead | rejoin
            13114 | Got fatal error 1236 from source: 'A replica with the same server_uuid/server_id as this replica has connected to the source' | SameServerIdentity | set-up-again
            13114 | Got fatal error 1236: 'log event entry exceeded max_allowed_packet; Increase max_allowed_packet on source' | EventTooLarge | start-replication
            1062 | Could not execute Write_rows event; Duplicate entry '4711' for key 'PRIMARY', Error_code: 1032 | DuplicateRow | copy-again
            2003 | Error connecting to source 'repl@10.0.0.1:3306'. Message: Can't connect to MySQL server on '10.0.0.1:3306' (111) | ServerNotListening | look-at-source
            1026 | Error writing file '/var/log/mysql/relay.000002' (OS errno 28 - No space left on device) | DiskFull | start-replication
            13121 | Relay log write failure: could not queue event from source | RelayLogNotWritten | start-replication
            99999 | something newer says: Error_code: MY-001062; handler error | DuplicateRow | copy-again
            """)
    void looksIntoTheTextWhereTheNumberIsTooWide(int number, String text, String code, String fix) {
        assertThat(ServerErrors.ofReplication(number, text)).get().extracting(Explanation::code, Explanation::fix).containsExactly(code, fix);
    }

    @Test
    void saysNothingWhereThereIsNoErrorOrNoneThatItKnows() {
        assertThat(ServerErrors.ofReplication(0, "error 1236 long ago")).isEmpty();
        assertThat(ServerErrors.ofReplication(99_999, "an error of its own")).isEmpty();
    }

    @Test
    void neverTellsThePanelItselfToSetAReplicaUpAgain() {
        assertThat(ServerErrors.ofStatement(1045)).get().extracting(Explanation::fix).isNull();
        assertThat(ServerErrors.ofReplication(1045, "")).get().extracting(Explanation::fix).isEqualTo(Explanation.SET_UP_AGAIN);
    }

    @Test
    void keepsTheServersOwnWordsBesideItsOwn() {
        Finding finding = ServerErrors.ofReplication(1062, "Duplicate entry").orElseThrow().on("uranus", "Duplicate entry");

        assertThat(finding.message()).startsWith("Error 1062 on uranus: A row that the source inserted is on the replica already");
        assertThat(finding.evidence()).containsEntry("the server says", "Duplicate entry");
        assertThat(finding.fix()).isEqualTo("copy-again");
    }
}
