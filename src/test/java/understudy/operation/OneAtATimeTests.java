package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import understudy.topology.Member;

/** The danger: two switchovers of one cluster at once. */
class OneAtATimeTests {

    private final ScriptedStep only = new ScriptedStep("only");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir(cleanup = CleanupMode.NEVER) Path directory) { // an operation that ends late may still write there
        panel = new TestPanel(directory.resolve("panel.db"), List.of(only));
    }

    @Test
    void startsOneOfManySimultaneousRequests() throws Exception {
        int many = 8;
        CyclicBarrier barrier = new CyclicBarrier(many);
        Callable<StartResult> start = () -> {
            barrier.await();
            return panel.operations.start(TestPanel.request(OperationKind.SWITCHOVER, Pace.STEP));
        };

        List<StartResult> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StartResult>> futures = IntStream.range(0, many).mapToObj(i -> threads.submit(start)).toList();
            results = futures.stream().map(OneAtATimeTests::result).toList();
        }

        List<StartResult> started = results.stream().filter(StartResult.Started.class::isInstance).toList();
        assertThat(started).hasSize(1);
        String id = ((StartResult.Started) started.getFirst()).id();
        assertThat(results).filteredOn(result -> result != started.getFirst()).hasSize(many - 1)
                .containsOnly(new StartResult.AlreadyRunning(id));
        panel.awaits(id, OperationStatus.WAITING);
    }

    private static StartResult result(Future<StartResult> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesASecondOneInTheDatabaseItself() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);

        assertThatThrownBy(() -> panel.db.sql("INSERT INTO operation (id, kind, cluster,"
                + " concurrency_key, requested_by, requested_role, on_failure, pace, status, result, created_at) SELECT 'other',"
                + " kind, cluster, concurrency_key, requested_by, requested_role, on_failure, pace, 'RUNNING', result, created_at"
                + " FROM operation").update()).hasMessageContaining("UNIQUE");
    }

    @Test
    void keepsAnEnrolmentOfAMemberAwayFromItsClustersOperation() {
        String id = panel.start(Pace.STEP);

        assertThat(panel.operations.start(enrolment("uranus"))).isEqualTo(new StartResult.AlreadyRunning(id));
        assertThat(panel.operations.start(enrolment("venus"))).isInstanceOf(StartResult.Started.class);
    }

    @Test
    void keepsAClusterAwayFromAMemberThatIsStillBeingEnrolled() {
        String id = ((StartResult.Started) panel.operations.start(enrolment("venus"))).id();
        panel.awaits(id, OperationStatus.WAITING);
        panel.topology.change("shop", cluster -> cluster.with("venus", Member.Role.REPLICA));

        assertThat(panel.operations.start(TestPanel.request(OperationKind.SETUP_REPLICA, Pace.AUTO)))
                .isEqualTo(new StartResult.AlreadyRunning(id));
    }

    private static OperationRequest enrolment(String host) {
        return new OperationRequest(OperationKind.ENROL, null, host, Pace.STEP, null, null, Map.of(), TestPanel.ANNA);
    }

    @Test
    void answersNotFoundForWhatIsNotDeclared() {
        assertThat(panel.operations.start(enrolment("pluto"))).isInstanceOf(StartResult.NotFound.class);
        assertThat(panel.operations.start(new OperationRequest(OperationKind.SWITCHOVER, "nobody", null, Pace.AUTO, null, null,
                Map.of(), TestPanel.ANNA))).isInstanceOf(StartResult.NotFound.class);
    }

    @Test
    void plansAgainWhenAnotherOneCameAndWentMeanwhile() {
        Operation late = stored();
        String seenBefore = panel.store.latest("cluster:shop");
        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(panel.store.add(late, List.of(), seenBefore)).isEqualTo(new OperationStore.Added.Overtaken());
    }

    private Operation stored() {
        Operation.Request request = new Operation.Request("ffff", OperationKind.SWITCHOVER, "shop", "uranus", "cluster:shop",
                TestPanel.ANNA, OperationPlanner.OnFailure.STOP, Instant.EPOCH);
        return Operation.pending(request, Pace.AUTO, List.of());
    }
}
