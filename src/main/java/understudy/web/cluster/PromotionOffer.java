package understudy.web.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.promotion.Readiness;
import understudy.web.Amounts;
import understudy.web.FindingView;
import understudy.web.Visitor;

/**
 * The big button, what it will do or why it can't be pressed, and the list behind that.
 *
 * @param tone ok, warn or bad
 * @param verdict beside the list's heading
 * @param whyNot why the button is disabled, or null when it isn't
 * @param fine what is as it should be, in sentences
 */
record PromotionOffer(
        @Nullable String candidate, String tone, String verdict, String consequences, @Nullable String whyNot, String outage,
        String outageBasis, List<FindingView> findings, List<String> fine) {

    static PromotionOffer of(Readiness readiness, ClusterState state, Visitor visitor, Instant now) {
        String candidate = readiness.candidate();
        List<Finding> blockers = readiness.blockers();
        String outage = Amounts.duration(Duration.ofMillis(readiness.predictedOutageMillis()));
        String whyNot = !blockers.isEmpty() ? blockers.get(0).message() : candidate == null ? "There is no replica yet." : visitor.whyNotOperator();
        return new PromotionOffer(candidate, tone(readiness), verdict(readiness), consequences(candidate, state.source(), outage), whyNot,
                outage, basis(readiness.measuredSwitchovers()), views(readiness), fine(readiness, state, now));
    }

    private static List<FindingView> views(Readiness readiness) {
        return readiness.findings().stream().sorted(Comparator.comparing(Finding::severity).reversed())
                .map(finding -> FixButtons.view(finding, readiness.cluster())).toList();
    }

    private static String tone(Readiness readiness) {
        return switch (readiness.level()) {
            case GREEN -> "ok";
            case AMBER -> "warn";
            case RED -> "bad";
        };
    }

    private static String verdict(Readiness readiness) {
        return switch (readiness.level()) {
            case GREEN -> "yes, " + readiness.candidate();
            case AMBER -> "yes, " + readiness.candidate() + ", but read this";
            case RED -> "not now";
        };
    }

    private static String consequences(@Nullable String candidate, @Nullable String source, String outage) {
        return "Planned switchover. Writes pause for about " + outage + "; nothing is lost; "
                + (source == null ? "the old source" : source) + " becomes a replica of " + candidate + ".";
    }

    private static String basis(int measured) {
        return measured == 0 ? "the usual time; none was measured in this cluster yet"
                : "the median of " + Amounts.count(measured, "switchover", "switchovers") + " measured here";
    }

    /** Only what is seen now: what was fine a while ago says nothing. */
    private static List<String> fine(Readiness readiness, ClusterState state, Instant now) {
        List<String> fine = new ArrayList<>();
        Set<String> codes = readiness.findings().stream().map(Finding::code).collect(Collectors.toSet());
        HostState host = readiness.candidate() == null ? null : state.host(readiness.candidate()).orElse(null);
        HostState.Replication replication = host == null ? null : host.replication();
        if (host == null || unseen(host, now) || replication == null || !replication.ioRunning() || !replication.sqlRunning()) {
            return fine;
        }
        fine.add(host.name() + " follows " + replication.sourceHost() + ": receiver and applier run");
        if (replication.lagMillis() != null && !codes.contains("LagHigh")) {
            fine.add("It is " + Amounts.lag(replication.lagMillis()) + " behind" + (replication.behind() == null ? ""
                    : ", " + Amounts.count(replication.behind(), "transaction", "transactions") + " to fetch"));
        }
        if (replication.errant() != null && replication.errant().isEmpty()) {
            fine.add("It has no transaction that " + replication.sourceHost() + " never had");
        }
        if (state.host(replication.sourceHost()).filter(source -> !unseen(source, now)).isPresent() && codes.stream().noneMatch(Set.of("BinlogOff", "GtidOff", "NotRowFormat", "ReplicaUpdatesNotLogged", "SettingsUnknown")::contains)) {
            fine.add("Both servers keep a binary log by row with GTIDs, so the roles can be swapped back");
        }
        return fine;
    }

    private static boolean unseen(HostState host, Instant now) {
        return !host.reachable() || NodeView.stale(host, now);
    }
}
