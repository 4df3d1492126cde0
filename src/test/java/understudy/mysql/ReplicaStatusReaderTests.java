package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import understudy.finding.Explanation;
import understudy.finding.ServerErrors;
import understudy.mysql.ReplicaThread.State;

/** Answers of a MySQL 9.7.4 server, as captured. */
class ReplicaStatusReaderTests {

    private static final String UUID = "555afc17-e710-11f1-84e4-0242ac110002";

    @Test
    void readsARunningReplica() {
        ReplicaStatus status = captured("replica-running");

        assertThat(status.sourceHost()).isEqualTo("172.17.0.2");
        assertThat(status.sourcePort()).isEqualTo(3306);
        assertThat(status.sourceUuid()).isEqualTo(UUID);
        assertThat(status.receiver()).isEqualTo(new ReplicaThread(State.RUNNING, 0, ""));
        assertThat(status.applier().running()).isTrue();
        assertThat(status.autoPosition()).isTrue();
        assertThat(status.secondsBehind()).isZero();
        assertThat(status.received()).isEqualTo(GtidSet.of(UUID + ":1-5")).isEqualTo(status.executed());
        assertThat(status.readPosition()).isEqualTo(new Position("binlog.000001", 1346)).isEqualTo(status.executedPosition());
        assertThat(status.raw()).containsEntry("source_ssl_allowed", "Yes").containsEntry("connect_retry", "5");
        assertThat(ServerErrors.ofReplication(status.receiver().errorNumber(), status.receiver().errorText())).isEmpty();
    }

    @Test
    void readsAnApplierThatMetARowOfItsOwn() {
        ReplicaStatus status = captured("replica-duplicate-row");

        assertThat(status.applier().state()).isEqualTo(State.STOPPED);
        assertThat(status.applier().errorText()).contains(UUID + ":7");
        assertThat(status.secondsBehind()).isNull();
        assertThat(status.received().minus(status.executed())).isEqualTo(GtidSet.of(UUID + ":7"));
        assertThat(ServerErrors.ofReplication(status.applier().errorNumber(), status.applier().errorText())).map(Explanation::code).contains("DuplicateRow");
    }

    @Test
    void knowsNoLagWhileTheReceiverIsConnecting() {
        ReplicaStatus status = captured("replica-source-not-listening");

        assertThat(status.raw()).containsEntry("seconds_behind_source", "0");
        assertThat(status.secondsBehind()).isNull();
        assertThat(status.receiver().state()).isEqualTo(State.CONNECTING);
        assertThat(status.readPosition()).isNull();
        assertThat(ServerErrors.ofReplication(status.receiver().errorNumber(), status.receiver().errorText())).map(Explanation::code).contains("ServerNotListening");
    }

    @Test
    void seesThatTheSourceHasPurgedItsLog() {
        ReplicaStatus status = captured("replica-log-purged");

        assertThat(status.receiver().errorNumber()).isEqualTo(13114);
        assertThat(status.executed().isEmpty()).isTrue();
        assertThat(ServerErrors.ofReplication(status.receiver().errorNumber(), status.receiver().errorText())).map(Explanation::code).contains("SourceLogPurged");
    }

    private static ReplicaStatus captured(String name) {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        try (var in = ReplicaStatusReaderTests.class.getResourceAsStream("/captured/mysql-9.7/" + name + ".txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(":", 2)).forEach(pair ->
                    columns.put(pair[0].strip(), pair[1].strip().equals("NULL") ? null : pair[1].strip()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Dialect.of("9.7.4-2", "uranus").replicaStatus(new Row(columns));
    }
}
