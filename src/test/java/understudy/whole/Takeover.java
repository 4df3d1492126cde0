package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;

/** A pair under a till whose panel fails over by itself: one fault of the source, and what must be true after it. */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Takeover() {
    }

    /**
     * What came of it.
     *
     * @param operation the failover as REST shows it
     * @param ledger what the till was told
     * @param twoOpen times in which both servers took writes
     */
    record Outcome(JsonNode operation, Ledger.Comparison ledger, List<TwoOpenWatch.Both> twoOpen) {

        void losesNothing() {
            assertThat(operation.get("result").get("lostTransactions").get("count").asInt()).as(operation.toString()).isZero();
            assertThat(ledger.agrees()).as("%s; %s", ledger, operation).isTrue();
        }

        void isFenced() {
            assertThat(operation.get("result").get("fenced").asBoolean()).isTrue();
            assertThat(twoOpen).as("two servers took writes").isEmpty();
        }
    }

    /** What happens to the source, and what else is looked at when it is back and closed. */
    interface Story {

        void strike(Pair pair) throws Exception;

        void mend(Pair pair) throws Exception;

        void look(Pair pair, TwoOpenWatch watch, Ledger ledger) throws Exception;
    }

    /** A story of one fault. */
    private record Plain(Consumer<LabHost> fault, Consumer<LabHost> mended) implements Story {

        @Override
        public void strike(Pair pair) {
            fault.accept(pair.mercury);
        }

        @Override
        public void mend(Pair pair) {
            mended.accept(pair.mercury);
        }

        @Override
        public void look(Pair pair, TwoOpenWatch watch, Ledger ledger) {
            // what is true after every fault is enough
        }
    }

    /** @param acceptUnfenced the policy, for a host that nothing can fence */
    static Outcome after(Path dir, boolean acceptUnfenced, Consumer<LabHost> fault, Consumer<LabHost> mended) throws Exception {
        return after(dir, acceptUnfenced, new Plain(fault, mended));
    }

    static Outcome after(Path dir, boolean acceptUnfenced, Story story) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Till till = pair.openTill(Duration.ofMillis(5))) {
            pair.replicate();
            pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", acceptUnfenced))
                    .expecting(200);
            till.awaitSales(100);
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                story.strike(pair);
                await("uranus is the source").atMost(LIMIT).until(
                        () -> pair.client.cluster(Pair.CLUSTER).get("source").asString().equals("uranus"));
                till.awaitSales(50);
                JsonNode operation = pair.client.awaitSuccess(
                        pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().get(0).get("id").asString());
                assertThat(operation.get("requestedBy").asString()).isEqualTo("automatic failover");
                Ledger ledger = till.stop();
                story.mend(pair);
                closes(pair);
                story.look(pair, watch, ledger);
                watch.hasLookedAt(pair.uranus);
                LOG.info("{}; {}", watch, watch.bothOpen());
                return new Outcome(operation, Pair.compare(ledger, pair.uranus), watch.bothOpen());
            }
        }
    }

    /** However it comes back, the old source takes no writes for long. */
    private static void closes(Pair pair) {
        if (!pair.mercury.serverAnswers()) {
            pair.mercury.startServer();
        }
        await("mercury is closed").atMost(LIMIT).pollInterval(Duration.ofMillis(100))
                .until(() -> pair.mercury.sql("SELECT @@global.super_read_only").equals("1"));
        assertThat(pair.uranus.sql("SELECT @@global.read_only")).isEqualTo("0");
    }
}
