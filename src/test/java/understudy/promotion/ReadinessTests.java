package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.promotion.Scenes.channel;
import static understudy.promotion.Scenes.mercury;
import static understudy.promotion.Scenes.replica;
import static understudy.promotion.Scenes.situation;
import static understudy.promotion.Scenes.source;
import static understudy.promotion.Scenes.uranus;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Verdict;
import understudy.topology.Member;

/** Each thing that can be said against a switchover, alone, in a cluster that is otherwise in order. */
class ReadinessTests {

    @Test
    void isGreenWhenEverythingIsInOrder() {
        Readiness readiness = ReadinessRules.readiness(Scenes.inOrder(), List.of());

        assertThat(readiness.findings()).isEmpty();
        assertThat(readiness.level()).isEqualTo(Readiness.Level.GREEN);
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                red("SourceNotSeen", source().lost().state(), uranus()),
                red("LookTooOld", source().seenAt(Scenes.NOON.minusSeconds(30)).state(), uranus()),
                red("SourceClosed", source().writable(false).state(), uranus()),
                red("SourceFollowsAnother", source().replication(channel(true, true, 0L, "")).state(), uranus()),
                amber("LongTransaction", source().longest(60_000).state(), uranus()),
                red("CandidateNotSeen", mercury(), replica().lost().state()),
                red("CandidateFollowsNobody", mercury(), replica().replication(null).state()),
                red("ReceiverStopped", mercury(), replica().replication(channel(false, true, null, "")).state()),
                red("ApplierStopped", mercury(), replica().replication(channel(true, false, null, "")).state()),
                red("LagHigh", mercury(), replica().replication(channel(true, true, 10_001L, "")).state()),
                amber("LagUnknown", mercury(), replica().replication(channel(true, true, null, "")).state()),
                red("ErrantTransactions", mercury(), replica().replication(channel(true, true, 5L, "u:1")).state()),
                amber("ErrantUnknown", mercury(), replica().replication(channel(true, true, 5L, null)).state()),
                red("SettingsUnknown", mercury(), replica().noSettings().state()),
                red("BinlogOff", mercury(), replica().setting("log_bin", "OFF").state()),
                red("ReplicaUpdatesNotLogged", mercury(), replica().setting("log_replica_updates", "OFF").state()),
                red("GtidOff", source().setting("gtid_mode", "ON_PERMISSIVE").state(), uranus()),
                amber("NotRowFormat", source().setting("binlog_format", "MIXED").state(), uranus()),
                amber("CandidateOlder", source().version("9.7.4").state(), replica().version("8.4.9").state()),
                amber("CandidateNewer", source().version("8.4.9").state(), uranus()),
                amber("DiskLow", mercury(), replica().free(1L << 20).state()),
                amber("ClocksDiffer", mercury(), replica().skew(-2_001).state()),
                red("OtherServerWritable", mercury(), replica().writable(true).state()));
    }

    private static Arguments red(String code, HostState... hosts) {
        return Arguments.of(code, Severity.BLOCKER, situation(hosts));
    }

    private static Arguments amber(String code, HostState... hosts) {
        return Arguments.of(code, Severity.WARNING, situation(hosts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void saysExactlyWhatIsWrong(String code, Severity severity, Situation now) {
        List<Finding> findings = ReadinessRules.findings(now);

        assertThat(findings).extracting(Finding::code).containsExactly(code);
        assertThat(findings.getFirst().severity()).isEqualTo(severity);
        assertThat(findings.getFirst().hint()).isNotBlank();
        assertThat(ReadinessRules.readiness(now, List.of()).ready()).isEqualTo(severity != Severity.BLOCKER);
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = {"DISK_FULL", "WRITES_STALLED"})
    void isRedWhileNoWriteEndsOnASourceThatAnswers(Verdict verdict) {
        Situation now = Scenes.inOrder();
        Diagnosis diagnosis = new Diagnosis("shop", "mercury", verdict, "Writes wait.", List.of(), false, "It lives.", Scenes.NOON, true);
        ClusterState stalled = new ClusterState("shop", 1, Health.DEGRADED, "mercury", now.state().hosts(), Scenes.NOON, diagnosis);

        assertThat(codes(new Situation(now.cluster(), stalled, "uranus", now.now(), null, null))).containsExactly("SourceWritesWait");
    }

    @Test
    void isRedWithoutACandidateOrWithOneThatIsNoReplica() {
        assertThat(codes(Scenes.inOrder().with(null))).contains("NoCandidate");
        assertThat(codes(Scenes.inOrder().with("pluto"))).contains("CandidateUnknown");
        assertThat(codes(Scenes.inOrder().with("mercury"))).contains("CandidateNotReplica");
    }

    @Test
    void isRedWhenNothingWasEverSeen() {
        assertThat(codes(situation())).contains("SourceNotSeen", "CandidateNotSeen");
    }

    @Test
    void isRedWhileTheSourceSettingsAreUnknown() {
        assertThat(codes(situation(Scenes.source().noSettings().state(), Scenes.uranus()))).containsExactly("SettingsUnknown");
    }

    @Test
    void warnsOfAThirdReplicaThatNobodySees() {
        Situation now = Scenes.inOrder();
        Situation three = new Situation(now.cluster().with("pluto", Member.Role.REPLICA), now.state(), "uranus", now.now(), null, null);

        Readiness readiness = ReadinessRules.readiness(three, List.of());

        assertThat(readiness.findings()).extracting(Finding::code).containsExactly("ReplicaNotSeen");
        assertThat(readiness.level()).isEqualTo(Readiness.Level.AMBER);
    }

    @Test
    void isRedWhileAnotherOperationRuns() {
        Situation now = Scenes.inOrder();
        assertThat(codes(new Situation(now.cluster(), now.state(), "uranus", now.now(), null, "42"))).containsExactly(
                "OperationRunning");
    }

    @Test
    void warnsWhenThePanelSitsOnAMember() {
        Situation now = Scenes.inOrder();
        assertThat(codes(new Situation(now.cluster(), now.state(), "uranus", now.now(), "mercury", null))).containsExactly(
                "PanelOnMember");
    }

    @Test
    void predictsTheMedianOfWhatWasMeasured() {
        Readiness measured = ReadinessRules.readiness(Scenes.inOrder(), List.of(30L, 5L, 7L));

        assertThat(measured.predictedOutageMillis()).isEqualTo(7);
        assertThat(measured.measuredSwitchovers()).isEqualTo(3);
    }

    @Test
    void warnsWhenCommitsDoNotWaitAsThePolicyWants() {
        assertThat(codes(semiSync(Scenes.mercury()))).containsExactly("SemiSyncOff");
        assertThat(codes(semiSync(waiting("OFF", "0")))).containsExactly("SemiSyncNotWaiting");
        assertThat(codes(semiSync(waiting("ON", "0")))).containsExactly("SemiSyncNotWaiting");
        assertThat(codes(semiSync(waiting("ON", "1")))).isEmpty();
        assertThat(codes(situation(waiting("ON", "1"), Scenes.uranus()))).containsExactly("SemiSyncOn");
    }

    private static HostState waiting(String status, String clients) {
        return Scenes.source().setting("rpl_semi_sync_source_enabled", "ON").setting("rpl_semi_sync_source_status", status)
                .setting("rpl_semi_sync_source_clients", clients).state();
    }

    private static Situation semiSync(HostState source) {
        return Scenes.waiting(situation(source, Scenes.uranus()));
    }

    private static List<String> codes(Situation now) {
        return ReadinessRules.findings(now).stream().map(Finding::code).toList();
    }
}
