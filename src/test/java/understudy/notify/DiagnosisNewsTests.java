package understudy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import understudy.finding.Severity;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.DiagnosisChanged;
import understudy.monitor.Monitor;
import understudy.monitor.Verdict;

/** Which diagnoses are told, when, and in which words. */
class DiagnosisNewsTests {

    private static Diagnosis diagnosis(Verdict verdict, boolean leads) {
        @Nullable String whyNot = leads || verdict == Verdict.HEALTHY ? null : "The host is alive.";
        return new Diagnosis("shop", "mercury", verdict, "The server on mercury is dead.", List.of("Its process is gone, says its host."), leads, whyNot,
                Told.NOON, true);
    }

    @ParameterizedTest
    @CsvSource({"SERVER_DEAD,0,30", "HOST_DEAD,0,30", "SERVER_HUNG,0,30", "SPLIT_BRAIN,0,0", "DISK_FULL,0,0", "REPLICAS_BROKEN,30,30",
        "SERVER_RESTARTING,30,30", "PANEL_ISOLATED,30,30", "HEALTHY,30,30"})
    void waitsWhereItMayPassByItselfOrBeDoneOnPurpose(Verdict verdict, long alone, long whileAnOperationRuns) {
        assertThat(DiagnosisNews.patience(diagnosis(verdict, false), false)).contains(Duration.ofSeconds(alone));
        assertThat(DiagnosisNews.patience(diagnosis(verdict, false), true)).contains(Duration.ofSeconds(whileAnOperationRuns));
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = {"SUSPECTED", "UNKNOWN"})
    void tellsNoMereSuspicion(Verdict verdict) {
        assertThat(DiagnosisNews.patience(diagnosis(verdict, false), false)).isEmpty();
    }

    @Test
    void tellsTheEvidenceAndWhyNothingFollows() {
        Message message = DiagnosisNews.of(diagnosis(Verdict.SERVER_DEAD, false));

        assertThat(message.title()).isEqualTo("shop: The server on mercury is dead");
        assertThat(message.text()).isEqualTo("The server on mercury is dead. Its process is gone, says its host. "
                + "No failover follows by itself: The host is alive.");
        assertThat(message.severity()).isEqualTo(Severity.BLOCKER);
        assertThat(message.details()).containsEntry("verdict", "SERVER_DEAD");
    }

    @Test
    void tellsThatAFailoverIsJustified() {
        assertThat(DiagnosisNews.of(diagnosis(Verdict.HOST_DEAD, true)).text()).contains("justifies a failover");
    }

    @Test
    void tellsWhatStillStandsAndDropsWhatChangedMeanwhile(@TempDir Path folder) throws Exception {
        try (Receiver receiver = new Receiver(); Room room = new Room(folder, Room.QUICK)) {
            room.desk.add(new NewTarget("pager", new Way.Webhook(receiver.url()), null), Told.ANNA);
            Monitor monitor = mock(Monitor.class);
            ClusterState state = mock(ClusterState.class);
            when(monitor.cluster(anyString())).thenReturn(Optional.of(state));
            when(state.diagnosis()).thenReturn(diagnosis(Verdict.HOST_DEAD, true));
            DiagnosisListener listener = new DiagnosisListener(monitor, room.operations, room.outbox, room.postman);

            listener.changed(new DiagnosisChanged(diagnosis(Verdict.HEALTHY, false), diagnosis(Verdict.SERVER_DEAD, false)));
            listener.changed(new DiagnosisChanged(diagnosis(Verdict.SERVER_DEAD, false), diagnosis(Verdict.HOST_DEAD, true)));

            await().until(() -> !receiver.got.isEmpty());
            assertThat(receiver.got).singleElement().extracting(Receiver.Got::body).asString().contains("HOST_DEAD");
        }
    }
}
