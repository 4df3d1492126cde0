package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import understudy.monitor.Diagnosis;
import understudy.monitor.Verdict;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Pace;
import understudy.promotion.AutomaticRules.Answer;
import understudy.topology.Policy;

/** The danger: a panel that promotes at the wrong moment, again and again, or against the admin's word. */
class AutomaticRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Policy OFF = Policy.DEFAULT;

    private static final Policy ON = policy(false);

    private static Policy policy(boolean maintenance) {
        return new Policy(Policy.Durability.ASYNC, true, false, Policy.BootClosed.REPLICAS, 10_000, 3_600_000, maintenance);
    }

    private static Diagnosis diagnosis(boolean dead) {
        return new Diagnosis("shop", "mercury", dead ? Verdict.SERVER_DEAD : Verdict.SUSPECTED, "It gives no answer.", List.of(), dead,
                dead ? null : "It may be slow.", NOW, true);
    }

    private static OperationView operation(OperationKind kind, OperationStatus state, Duration ago) {
        return operation(kind, state, ago, false);
    }

    private static OperationView operation(OperationKind kind, OperationStatus state, Duration ago, boolean opened) {
        Instant at = NOW.minus(ago);
        return new OperationView("op", kind, "shop", "uranus", "anna", state, at, at, Pace.AUTO, Map.of(), null, opened, List.of(),
                List.of());
    }

    private static OperationView rolledBack(Duration ago) {
        return operation(OperationKind.FAILOVER, OperationStatus.ROLLED_BACK, ago);
    }

    private static OperationView failed(Duration ago) {
        return operation(OperationKind.FAILOVER, OperationStatus.FAILED, ago);
    }

    private static Answer answer(Policy policy, OperationView... last) {
        return AutomaticRules.answer(diagnosis(true), policy, List.of(last), "uranus", NOW);
    }

    private static String no(Policy policy, OperationView... last) {
        return ((Answer.No) answer(policy, last)).code();
    }

    @Test
    void failsOverWhenThePolicyWantsItAndTheDiagnosisJustifiesIt() {
        assertThat(answer(ON)).isInstanceOf(Answer.Go.class);
        assertThat(answer(ON, operation(OperationKind.SWITCHOVER, OperationStatus.SUCCEEDED, Duration.ofSeconds(5))))
                .isInstanceOf(Answer.Go.class);
    }

    @Test
    void doesNothingWithoutADiagnosisThatJustifiesIt() {
        assertThat(AutomaticRules.answer(diagnosis(false), ON, List.of(), "uranus", NOW)).isInstanceOf(Answer.Nothing.class);
    }

    @Test
    void leavesItToTheAdminUnlessSwitchedOn() {
        assertThat(no(OFF)).isEqualTo("AutomaticFailoverOff");
    }

    @Test
    void doesNothingInMaintenance() {
        assertThat(no(policy(true))).isEqualTo("InMaintenance");
    }

    @Test
    void waitsForAnotherOperationAndKeepsQuietDuringAFailover() {
        assertThat(no(ON, operation(OperationKind.CHECK_DATA, OperationStatus.RUNNING, Duration.ofSeconds(5))))
                .isEqualTo("OperationRunning");
        assertThat(answer(ON, operation(OperationKind.FAILOVER, OperationStatus.RUNNING, Duration.ofSeconds(5))))
                .isInstanceOf(Answer.Nothing.class);
    }

    @Test
    void coolsDownAfterAFailoverAndNoLonger() {
        assertThat(no(ON, operation(OperationKind.FAILOVER, OperationStatus.SUCCEEDED, Duration.ofMinutes(59)))).isEqualTo("CoolingDown");
        assertThat(answer(ON, operation(OperationKind.FAILOVER, OperationStatus.SUCCEEDED, Duration.ofMinutes(60))))
                .isInstanceOf(Answer.Go.class);
    }

    @Test
    void coolsDownAfterAFailoverThatOpenedAServerAndFailedThen() {
        OperationView opened = operation(OperationKind.FAILOVER, OperationStatus.FAILED, Duration.ofMinutes(59), true);
        assertThat(no(ON, opened)).isEqualTo("CoolingDown");
        assertThat(no(ON, failed(Duration.ofMinutes(2)), opened)).isEqualTo("CoolingDown");
    }

    @Test
    void triesAnotherCandidateAtOnceWhenTheLastTryOpenedNothing() {
        assertThat(with("neptune", rolledBack(Duration.ofSeconds(1)))).isInstanceOf(Answer.Go.class);
        assertThat(with("uranus", rolledBack(Duration.ofSeconds(1)))).isInstanceOf(Answer.No.class);
        assertThat(with(null, rolledBack(Duration.ofSeconds(1)))).isInstanceOf(Answer.No.class);
    }

    @Test
    void waitsWithAnotherCandidateTooWhereSomethingWasNotTakenBack() {
        assertThat(with("neptune", failed(Duration.ofSeconds(1)))).isInstanceOf(Answer.No.class);
    }

    @Test
    void givesUpWithOtherCandidatesToo() {
        assertThat(with("neptune", rolledBack(Duration.ofSeconds(1)), rolledBack(Duration.ofMinutes(1)), rolledBack(Duration.ofMinutes(2))))
                .isInstanceOfSatisfying(Answer.No.class, no -> assertThat(no.code()).isEqualTo("GivenUp"));
    }

    private static Answer with(@Nullable String candidate, OperationView... last) {
        return AutomaticRules.answer(diagnosis(true), ON, List.of(last), candidate, NOW);
    }

    @Test
    void triesAgainAfterAFailureButNotForEver() {
        assertThat(no(ON, failed(Duration.ofSeconds(59)))).isEqualTo("FailedBefore");
        assertThat(answer(ON, failed(Duration.ofSeconds(60)))).isInstanceOf(Answer.Go.class);
        assertThat(no(ON, failed(Duration.ofMinutes(2)), failed(Duration.ofMinutes(4)), failed(Duration.ofMinutes(6)))).isEqualTo("GivenUp");
    }

    @Test
    void forgetsFailuresBeforeTheLastSuccessAndLongAgo() {
        assertThat(answer(ON, failed(Duration.ofMinutes(2)), failed(Duration.ofMinutes(40)), failed(Duration.ofMinutes(50))))
                .isInstanceOf(Answer.Go.class);
    }
}
