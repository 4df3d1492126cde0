package understudy.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;

/** What is told, and what isn't. */
class NewsTests {

    private final ClusterNews cluster = new ClusterNews(Duration.ofSeconds(30));

    @Test
    void tellsWhoAskedForWhatWhenAnOperationBegins() {
        Message begun = OperationNews.of(Told.changed(OperationKind.FAILOVER, OperationStatus.PENDING),
                Told.view(OperationKind.FAILOVER, OperationStatus.PENDING, Map.of(), null));

        assertThat(begun.event()).isEqualTo(Topic.OPERATION_BEGUN);
        assertThat(begun.text()).isEqualTo("The failover of shop to uranus has begun; anna asked for it.");
    }

    @Test
    void tellsWhatAFailoverLost() {
        Message ended = OperationNews.of(Told.changed(OperationKind.FAILOVER, OperationStatus.SUCCEEDED),
                Told.view(OperationKind.FAILOVER, OperationStatus.SUCCEEDED,
                        Map.of("lostTransactions", Map.of("count", 3, "file", "/x/lost.sql"), "writeOutageMillis", 1900), null));

        assertThat(ended.text()).contains("Lost transactions: 3", "where they are kept", "Writers waited 1900.0 ms.");
        assertThat(ended.details()).containsEntry("state", "SUCCEEDED").containsKey("result");
    }

    @Test
    void neverCallsAnUnknownLossNone() {
        Message ended = OperationNews.of(Told.changed(OperationKind.FAILOVER, OperationStatus.SUCCEEDED),
                Told.view(OperationKind.FAILOVER, OperationStatus.SUCCEEDED, Map.of("lostTransactions", Map.of()), null));

        assertThat(ended.text()).contains("isn't known").doesNotContain("No transaction was lost");
    }

    @Test
    void saysThatMoreMayBeLostWhileTheOldSourceCannotBeRead() {
        assertThat(lost(Map.of("count", 0, "atLeast", true))).contains("known to be lost", "can't be read").doesNotContain("No transaction was lost");
        assertThat(lost(Map.of("count", 2, "atLeast", true))).contains("Lost transactions: at least 2");
        assertThat(lost(Map.of("count", 0))).contains("No transaction was lost.");
    }

    private static String lost(Map<String, Object> lost) {
        return OperationNews.of(Told.changed(OperationKind.FAILOVER, OperationStatus.SUCCEEDED),
                Told.view(OperationKind.FAILOVER, OperationStatus.SUCCEEDED, Map.of("lostTransactions", lost), null)).text();
    }

    @Test
    void tellsWhyAnOperationFailedAndWhatToDo() {
        Message failed = OperationNews.of(Told.changed(OperationKind.SWITCHOVER, OperationStatus.ROLLED_BACK),
                Told.view(OperationKind.SWITCHOVER, OperationStatus.ROLLED_BACK, Map.of(), Finding.blocker("LagHigh", "uranus", "It lags.", "Wait.")));

        assertThat(failed.severity()).isEqualTo(Severity.WARNING);
        assertThat(failed.text()).isEqualTo("The switchover of shop to uranus was taken back. It lags. Wait.");
        assertThat(failed.details()).containsEntry("error", "LagHigh");
    }

    @ParameterizedTest
    @EnumSource(value = OperationKind.class, names = {"SWITCHOVER", "FAILOVER", "REJOIN", "SETUP_REPLICA"})
    void tellsBeginAndEndButNothingInBetween(OperationKind kind) {
        for (OperationStatus state : OperationStatus.values()) {
            assertThat(OperationNews.isTold(Told.changed(kind, state))).as("%s", state)
                    .isEqualTo(state == OperationStatus.PENDING || !state.active());
        }
    }

    @ParameterizedTest
    @EnumSource(value = OperationKind.class, mode = EnumSource.Mode.EXCLUDE, names = {"SWITCHOVER", "FAILOVER", "REJOIN", "SETUP_REPLICA"})
    void tellsNothingOfTheOtherKinds(OperationKind kind) {
        assertThat(OperationNews.isTold(Told.changed(kind, OperationStatus.FAILED))).isFalse();
    }

    @Test
    void tellsOfAHostThatComesBackAfterAWhile() {
        assertThat(cluster.of(Told.change("HostLost", "mercury can't be seen: no answer"))).isEmpty();
        assertThat(cluster.of(Told.change("HostLost", "uranus can't be seen: no answer", Told.NOON.plusSeconds(20)))).isEmpty();

        assertThat(cluster.of(Told.change("HostBack", "mercury answers again.", Told.NOON.plusSeconds(30)))).get()
                .extracting(Message::event, Message::text).containsExactly(Topic.HOST_RETURNED, "mercury answers again.");
        assertThat(cluster.of(Told.change("HostBack", "uranus answers again.", Told.NOON.plusSeconds(49)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServerOpened", "ServerClosed", "LagHigh", "LagBack", "SourceChanged", "HostBack", "SplitBrain", "SomethingNew"})
    void leavesTheRestToTheTimeline(String code) {
        assertThat(cluster.of(Told.change(code, "mercury does something."))).isEmpty();
    }

    @Test
    void tellsReadinessLostAndRegained() {
        assertThat(cluster.of(Told.change("ReadinessLost", "A promotion would be refused now: uranus can't be seen."))).get()
                .extracting(Message::event, Message::title).containsExactly(Topic.READINESS_LOST, "shop is not ready for a promotion");
        assertThat(cluster.of(Told.change("ReadinessRegained", "A promotion to uranus would succeed again."))).get()
                .extracting(Message::event).isEqualTo(Topic.READINESS_REGAINED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReturnedClosed", "SourceOpened", "ReturnedNotClosed", "SourceNotOpened", "OpenedByHand", "AddressTaken",
        "AddressGivenBack", "AddressOnTwoHosts", "AddressNotGivenBack"})
    void tellsWhatThePanelDidByItselfOrLeftToThePerson(String code) {
        assertThat(cluster.of(Told.change(code, "mercury came back and took writes."))).get().extracting(Message::event).isEqualTo(Topic.PANEL_ACTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AutomaticFailoverRefused", "GivenUp", "FailedBefore"})
    void callsForAPersonWhereThePanelDoesNotFailOver(String code) {
        assertThat(cluster.of(Told.change(code, "The panel doesn't fail over by itself: uranus is late."))).get()
                .extracting(Message::event, Message::severity).containsExactly(Topic.PANEL_ACTED, Severity.BLOCKER);
    }

    @Test
    void survivesItsOwnJson() {
        Message message = cluster.of(Told.change("ReturnedClosed", "Two “servers”\n<take> writes.")).orElseThrow();

        assertThat(Message.of(message.json())).isEqualTo(message);
    }
}
