package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.operation.OperationPlanner.Decision;
import understudy.topology.Policy;

class ApplyPolicyTests {

    @Test
    void letsReplicasAcknowledgeBeforeTheSourceWaits() throws IOException {
        assertThat(planned(Scenes.waiting(Scenes.inOrder()))).isEqualTo(
                Files.readString(Path.of("src/test/resources/plans/apply-policy-semi-sync.txt")));
    }

    @Test
    void switchesItOffAtTheSourceFirst() throws IOException {
        Situation on = Scenes.situation(Scenes.source().setting("rpl_semi_sync_source_enabled", "ON").state(),
                Scenes.replica().setting("rpl_semi_sync_source_enabled", "OFF").state());

        assertThat(planned(on)).isEqualTo(Files.readString(Path.of("src/test/resources/plans/apply-policy-async.txt")));
    }

    private static String planned(Situation now) {
        Decision.Planned plan = (Decision.Planned) ApplyPolicy.decide(now);
        return plan.steps().stream().map(SwitchoverTests::line).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void refusesWithoutTheServersThatItConcerns() {
        assertThat(refusal(Scenes.waiting(Scenes.situation(Scenes.source().lost().state(), Scenes.uranus())))).isEqualTo("SourceNotSeen");
        assertThat(refusal(Scenes.waiting(Scenes.situation(Scenes.mercury(), Scenes.replica().lost().state())))).isEqualTo("ReplicaNotSeen");
    }

    @Test
    void writesWhatTheSourceDoesAfterARestartAndNothingIntoAClosedOne() {
        Situation now = Scenes.inOrder();
        Policy all = new Policy(Policy.Durability.ASYNC, false, false, Policy.BootClosed.ALL, 10_000, 0, false);
        Situation closing = new Situation(now.cluster().withPolicy(all), now.state(), "uranus", now.now(), null, null);

        assertThat(planned(closing)).isEqualTo("  boot-closed Parameters[host=mercury, heading=Policy]\n");
        assertThat(planned(now)).isEqualTo("  set-server-options ServerOptions[host=mercury, values={read_only=OFF, super_read_only=OFF}]\n");
        assertThat(refusal(Scenes.situation(Scenes.source().writable(false).state(), Scenes.uranus()))).as("it would open it")
                .isEqualTo("SourceClosed");
    }

    private static String refusal(Situation now) {
        return ((Decision.Refused) ApplyPolicy.decide(now)).findings().stream().map(Finding::code).findFirst().orElseThrow();
    }
}
