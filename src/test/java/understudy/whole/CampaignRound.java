package understudy.whole;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.mysql.GtidSet;

/**
 * One fault of a campaign.
 *
 * @param strikesAfter milliseconds after the till has begun to sell
 * @param lasts milliseconds until it is mended, where no other source has to be there before
 * @param panelDiesAfter milliseconds after the fault at which the panel is killed and started again; negative when it isn't
 */
record CampaignRound(int number, Fault fault, int strikesAfter, int lasts, int panelDiesAfter) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    static CampaignRound drawn(int number, Random random) {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        boolean killsPanel = random.nextInt(5) == 0;
        return new CampaignRound(number, fault, random.nextInt(2_000), 1_000 + random.nextInt(10_000),
                killsPanel ? random.nextInt(3_000) : -1);
    }

    /** @param line what happened @param violations of what was promised */
    record Result(String line, List<String> violations) {
    }

    /** The stage on which it happens. */
    private record Stage(Pair pair, LabHost source, LabHost replica, Till till, TwoOpenWatch doors, String failoverBefore) {
    }

    /** What came of it. @param mended when, from the beginning of the watch */
    private record Outcome(long sellingMillis, Duration mended, GtidSet errant, Ledger ledger) {
    }

    Result on(Pair pair) throws Exception {
        long begun = System.nanoTime();
        LabHost source = declared(pair).equals("mercury") ? pair.mercury : pair.uranus;
        LabHost replica = source == pair.mercury ? pair.uranus : pair.mercury;
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch doors = TwoOpenWatch.of(source, replica)) {
            Stage stage = new Stage(pair, source, replica, till, doors, lastFailover(pair));
            Outcome outcome = play(stage);
            return judge(stage, outcome, (System.nanoTime() - begun) / 1_000_000);
        }
    }

    private Outcome play(Stage stage) throws Exception {
        stage.till().awaitSales(20);
        Thread.sleep(strikesAfter);
        fault.strike(stage.source(), stage.replica());
        long struck = System.nanoTime();
        killPanel(stage.pair());
        if (fault.takesOver()) {
            Awaitility.await("round " + number + " " + fault).atMost(PATIENCE).until(
                    () -> declared(stage.pair()).equals(stage.replica().name()));
        } else {
            Thread.sleep(lasts);
        }
        stage.till().awaitSales(20);
        long sellingMillis = (System.nanoTime() - struck) / 1_000_000;
        if (fault.takesOver()) {
            stage.pair().client.awaitSuccess(lastFailover(stage.pair()));
        }
        Duration mended = stage.doors().elapsed();
        fault.mend(stage.source(), stage.replica());
        GtidSet errant = fault.takesOver() ? bringBack(stage) : GtidSet.empty();
        stage.pair().client.awaitHealthy(Pair.CLUSTER);
        return new Outcome(sellingMillis, mended, errant, stage.till().stop());
    }

    private void killPanel(Pair pair) throws Exception {
        if (panelDiesAfter >= 0) {
            Thread.sleep(panelDiesAfter);
            pair.panel.kill();
            pair.panel.startAgain();
        }
    }

    private static String declared(Pair pair) {
        return pair.client.cluster(Pair.CLUSTER).path("source").asString("");
    }

    /** Its id, or nothing. */
    private static String lastFailover(Pair pair) {
        return pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().valueStream()
                .filter(operation -> operation.get("kind").asString().equals("FAILOVER")).findFirst()
                .map(operation -> operation.get("id").asString()).orElse("");
    }

    /** By the button that a person would press; what only the old source has is agreed to be discarded. Returns that. */
    private static GtidSet bringBack(Stage stage) {
        LabHost old = stage.source();
        Awaitility.await(old.name() + " closed").atMost(PATIENCE).until(() -> !old.serverAnswers()
                || !old.sql("SELECT @@super_read_only").equals("0"));
        GtidSet errant = old.serverAnswers() ? executed(old).minus(executed(stage.replica())) : GtidSet.empty();
        Map<String, Object> wish = errant.isEmpty() ? Map.of("kind", "REJOIN", "host", old.name())
                : Map.of("kind", "REJOIN", "host", old.name(), "confirm", old.name(), "options", Map.of("discardErrant", true));
        Awaitility.await("a rejoin is taken").atMost(PATIENCE).until(() -> {
            var answer = stage.pair().client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations", wish);
            Optional<String> id = Optional.of(answer).filter(taken -> taken.status() == 202).map(taken -> taken.body().get("id").asString());
            id.ifPresent(stage.pair().client::awaitSuccess);
            return id.isPresent();
        });
        return errant;
    }

    private static GtidSet executed(LabHost host) {
        return GtidSet.of(host.sql("SELECT REPLACE(@@gtid_executed, CHAR(10), '')"));
    }

    private Result judge(Stage stage, Outcome outcome, long millis) throws SQLException {
        LabHost expected = fault.takesOver() ? stage.replica() : stage.source();
        Ledger.Comparison compared = Pair.compare(outcome.ledger(), expected);
        List<String> wrong = new ArrayList<>();
        if (!declared(stage.pair()).equals(expected.name())) {
            wrong.add("the source is " + declared(stage.pair()));
        }
        if (!fault.takesOver() && !lastFailover(stage.pair()).equals(stage.failoverBefore())) {
            wrong.add("a failover that nobody needed");
        }
        if (!compared.twice().isEmpty() || !compared.refusedButThere().isEmpty()) {
            wrong.add("twice " + compared.twice() + ", refused but there " + compared.refusedButThere());
        }
        if (fault.costsNothing() && !(compared.lost().isEmpty() && outcome.errant().isEmpty())) {
            wrong.add("nothing should be lost or errant: " + compared.lost() + " " + outcome.errant());
        }
        String kept = compared.lost().isEmpty() ? "" : kept(stage.pair());
        compared.lost().stream().filter(receipt -> !kept.contains(receipt)).forEach(receipt -> wrong.add("lost and not kept: " + receipt));
        stage.doors().bothOpen().stream().filter(both -> fault.costsNothing() || both.after().compareTo(outcome.mended()) < 0)
                .forEach(both -> wrong.add(both.toString()));
        String title = "round " + number + " " + fault + (panelDiesAfter < 0 ? "" : " with the panel killed");
        String line = String.format(Locale.ROOT, "%-50s selling after %5d ms, lost %d, errant %d, both open for %d ms, took %d s%s", title,
                outcome.sellingMillis(), compared.lost().size(), outcome.errant().count(), bothOpenMillis(stage), millis / 1_000,
                wrong.isEmpty() ? "" : "  VIOLATION " + wrong);
        return new Result(line, wrong.stream().map(one -> title + ": " + one).toList());
    }

    private static long bothOpenMillis(Stage stage) {
        return stage.doors().bothOpen().stream().mapToLong(both -> both.atLeast().toMillis()).sum();
    }

    /** Everything that the panel has kept of servers that came back. */
    private static String kept(Pair pair) {
        StringBuilder all = new StringBuilder();
        String files = "/api/v1/clusters/" + Pair.CLUSTER + "/kept-files";
        for (JsonNode file : pair.client.get(files).expecting(200).body()) {
            all.append(pair.client.get(files + "/" + file.get("name").asString()).expecting(200).text());
        }
        return all.toString();
    }
}
