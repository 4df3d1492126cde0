package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.OperationPlanner.OnFailure;
import understudy.operation.OperationRequest;
import understudy.operation.Pace;
import understudy.operation.PlannedStep;
import understudy.topology.Member;

class FailoverTests {

    private static final String S = "00000000-0000-0000-0000-000000000001";
    private static final FailoverOptions FENCED = FailoverOptions.of(Map.of());
    private static final FailoverOptions UNFENCED = FailoverOptions.of(Map.of("acceptUnfenced", true));

    private static HostState deadSource(boolean hostAnswers) {
        HostState lost = Scenes.source().lost().state();
        return new HostState(lost.name(), lost.role(), false, hostAnswers, null, lost.version(), lost.serverUuid(), S + ":1-100", null,
                null, lost.settings(), null, null, null, null, lost.problem(), lost.seenAt(), lost.lookedAt());
    }

    /** A replica that has executed and received so much. */
    private static HostState replica(String name, String executed, String received, String version) {
        HostState.Replication channel = new HostState.Replication("mercury", false, true, null, null, "", null, 0,
                Map.of("Retrieved_Gtid_Set", received));
        HostState usual = Scenes.replica().version(version).replication(channel).state();
        return new HostState(name, Member.Role.REPLICA, true, true, false, usual.version(), "uuid-" + name, executed, null, channel,
                usual.settings(), null, null, usual.freeBytes(), 0L, null, usual.seenAt(), usual.lookedAt());
    }

    private static HostState uranus() {
        return replica("uranus", S + ":1-90", S + ":1-100", "9.7.4");
    }

    private static Situation situation(@Nullable String candidate, HostState... hosts) {
        Situation usual = Scenes.inOrder();
        var cluster = usual.cluster();
        for (HostState host : hosts) {
            cluster = cluster.with(host.name(), host.role());
        }
        return new Situation(cluster, new ClusterState("shop", 1, Health.SOURCE_DOWN, "mercury", List.of(hosts), Scenes.NOON),
                candidate, usual.now(), null, null);
    }

    private static OperationRequest request(@Nullable String host, @Nullable String confirm, @Nullable String expectedSource) {
        return new OperationRequest(OperationKind.FAILOVER, "shop", host, Pace.AUTO, confirm, expectedSource, Map.of(), Actor.PANEL);
    }

    private static Decision decided(Situation now, FailoverOptions options) {
        return Failover.decide(request(now.candidate(), "shop", null), options, now, Map.of(), false);
    }

    private static List<String> refusal(Situation now, FailoverOptions options) {
        return ((Decision.Refused) decided(now, options)).findings().stream().map(Finding::code).toList();
    }

    private static String chosen(HostState... replicas) {
        List<HostState> all = new ArrayList<>(List.of(deadSource(true)));
        all.addAll(List.of(replicas));
        return String.valueOf(((Decision.Planned) decided(situation(null, all.toArray(HostState[]::new)), FENCED)).host());
    }

    private static void isAsReviewed(Decision decision, String file) throws IOException {
        Decision.Planned plan = (Decision.Planned) decision;
        assertThat(plan.onFailure()).isEqualTo(OnFailure.STOP);
        assertThat(plan.steps().stream().map(FailoverTests::line).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/plans/" + file)));
    }

    private static String line(PlannedStep step) {
        return (step.pointOfNoReturn() ? "! " : "  ") + step.step() + " " + step.parameters();
    }

    @Test
    void plansInTheReviewedOrder() throws IOException {
        isAsReviewed(decided(situation(null, deadSource(true), uranus()), FENCED), "failover-two-servers.txt");
    }

    @Test
    void undoesItselfOnlyWhereNobodyIsThereToDoIt() {
        Situation now = situation("uranus", deadSource(true), uranus());
        OperationRequest byItself = new OperationRequest(OperationKind.FAILOVER, "shop", "uranus", Pace.AUTO, "shop", "mercury", Map.of(),
                AutomaticFailover.ACTOR);
        assertThat(Failover.decide(byItself, FENCED, now, Map.of(), false)).isInstanceOfSatisfying(Decision.Planned.class,
                plan -> assertThat(plan.onFailure()).isEqualTo(OnFailure.ROLL_BACK));
        assertThat(decided(now, FENCED)).isInstanceOfSatisfying(Decision.Planned.class,
                plan -> assertThat(plan.onFailure()).isEqualTo(OnFailure.STOP));
    }

    @Test
    void plansThreeServersInTheReviewedOrder() throws IOException {
        isAsReviewed(decided(situation("uranus", deadSource(true), uranus(), replica("neptune", S + ":1-100", S + ":1-100", "9.7.4")),
                UNFENCED), "failover-three-servers.txt");
    }

    @Test
    void refusesASourceThatAnswers() {
        assertThat(refusal(situation(null, Scenes.mercury(), uranus()), FENCED)).containsExactly("SourceAlive");
        assertThat(refusal(situation(null, Scenes.source().writable(false).state(), uranus()), FENCED)).containsExactly("SourceAlive");
    }

    @Test
    void refusesAnotherSourceThanTheExpectedOne() {
        Situation now = situation(null, deadSource(true), uranus());
        assertThat(Failover.decide(request(null, "shop", "uranus"), FENCED, now, Map.of(), false))
                .isInstanceOfSatisfying(Decision.Refused.class,
                        refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceDiffers"));
    }

    @Test
    void asksForTheClustersNameAndNothingElse() {
        Situation now = situation(null, deadSource(true), uranus());
        for (String wrong : new String[] {null, "mercury", "SHOP"}) {
            assertThat(Failover.decide(request(null, wrong, null), FENCED, now, Map.of(), false))
                    .isInstanceOfSatisfying(Decision.NeedsConfirmation.class, needs -> assertThat(needs.name()).isEqualTo("shop"));
        }
    }

    @Test
    void refusesWhatCannotBeFencedUnlessThatIsAcceptedOrAHookDoesIt() {
        Situation now = situation(null, deadSource(false), uranus());

        assertThat(refusal(now, FENCED)).containsExactly("CannotFence");
        assertThat(decided(now, UNFENCED)).isInstanceOf(Decision.Planned.class);
        assertThat(Failover.decide(request(null, "shop", null), FENCED, now, Map.of(), true)).isInstanceOf(Decision.Planned.class);
    }

    @Test
    void refusesACandidateWithTransactionsOfItsOwn() {
        HostState.Replication channel = Scenes.channel(false, true, null, "uuid-uranus:1");
        Situation now = situation("uranus", deadSource(true), Scenes.replica().replication(channel).state());
        assertThat(refusal(now, FENCED)).containsExactly("ErrantTransactions");
        // nothing can be copied from a dead source
        assertThat(((Decision.Refused) decided(now, FENCED)).findings().getFirst().hint()).contains("break-glass").doesNotContain("copy");
    }

    @Test
    void refusesACandidateThatWasLateAndCannotBeHelped() {
        HostState late = replica("uranus", S + ":1-40", S + ":1-50", "9.7.4");
        Map<String, Long> lag = Map.of("uranus", 60_000L);

        assertThat(Failover.decide(request(null, "shop", null), UNFENCED, situation(null, deadSource(false), late), lag, false))
                .isInstanceOfSatisfying(Decision.Refused.class,
                        refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("LagHigh"));
        // its host can be read: what is missing is fetched
        assertThat(Failover.decide(request(null, "shop", null), UNFENCED, situation(null, deadSource(true), late), lag, false))
                .isInstanceOf(Decision.Planned.class);
        // late in executing only: everything has been received
        assertThat(Failover.decide(request(null, "shop", null), UNFENCED, situation(null, deadSource(false), uranus()), lag, false))
                .isInstanceOf(Decision.Planned.class);
    }

    @Test
    void choosesTheReplicaThatHasReceivedMost() {
        assertThat(chosen(replica("uranus", S + ":1-95", S + ":1-95", "9.7.4"), replica("neptune", S + ":1-40", S + ":1-99", "9.7.4")))
                .isEqualTo("neptune");
    }

    @Test
    void choosesTheOlderSeriesOfEqualReplicas() {
        assertThat(chosen(replica("uranus", S + ":1-99", S + ":1-99", "9.7.4"), replica("neptune", S + ":1-99", S + ":1-99", "8.4.6")))
                .isEqualTo("neptune");
    }

    /** Uranus's applier, what it has received, and what neptune has received. */
    @ParameterizedTest
    @CsvSource({
        "works,            100, 99, uranus",
        "works,            98,  99, neptune",
        "at an error,      100, 99, neptune",
        "at an error,      99,  99, neptune",
        "stopped by hand,  100, 99, uranus"})
    void choosesOneThatCannotExecuteOnlyWhereThereIsNoOther(String applier, int uranus, int neptune, String chosen) {
        HostState first = stopped(replica("uranus", S + ":1-50", S + ":1-" + uranus, "9.7.4"), applier);
        HostState second = replica("neptune", S + ":1-50", S + ":1-" + neptune, "9.7.4");
        assertThat(chosen(first, second)).isEqualTo(chosen);
        assertThat(chosen(first)).isEqualTo("uranus");
    }

    private static HostState stopped(HostState replica, String applier) {
        HostState.Replication channel = replica.replication();
        Map<String, String> raw = new HashMap<>(channel.raw());
        raw.put("Last_SQL_Errno", applier.equals("at an error") ? "1062" : "0");
        HostState.Replication now = new HostState.Replication(channel.sourceHost(), false, applier.equals("works"), null, null, "",
                "error reconnecting to source", 2003, raw);
        return new HostState(replica.name(), replica.role(), true, true, false, replica.version(), replica.serverUuid(),
                replica.gtidExecuted(), null, now, replica.settings(), null, null, replica.freeBytes(), 0L, null, replica.seenAt(),
                replica.lookedAt());
    }

    @Test
    void choosesNobodyWithErrantTransactionsWhereThereIsAnother() {
        HostState.Replication errant = new HostState.Replication("mercury", false, true, null, null, "uuid-uranus:1", null, 0,
                Map.of("Retrieved_Gtid_Set", S + ":1-100"));
        HostState ahead = replica("uranus", S + ":1-100", S + ":1-100", "9.7.4");
        HostState bad = new HostState(ahead.name(), ahead.role(), true, true, false, ahead.version(), ahead.serverUuid(),
                ahead.gtidExecuted(), null, errant, ahead.settings(), null, null, ahead.freeBytes(), 0L, null, ahead.seenAt(),
                ahead.lookedAt());
        assertThat(chosen(bad, replica("neptune", S + ":1-90", S + ":1-90", "9.7.4"))).isEqualTo("neptune");
    }

    @Test
    void takesTheWishedCandidateAlthoughAnotherHasMore() {
        assertThat(decided(situation("uranus", deadSource(true), uranus(), replica("neptune", S + ":1-105", S + ":1-105", "9.7.4")),
                FENCED)).isInstanceOfSatisfying(Decision.Planned.class, plan -> assertThat(plan.host()).isEqualTo("uranus"));
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("force", true), Map.of("acceptUnfenced", "yes"))) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> FailoverOptions.of(wrong))
                    .matches(problem -> problem.finding().code().startsWith("Option"));
        }
    }
}
