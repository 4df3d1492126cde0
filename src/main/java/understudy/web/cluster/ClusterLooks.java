package understudy.web.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.LagPoint;
import understudy.monitor.Monitor;
import understudy.monitor.Verdict;
import understudy.monitor.Timeline;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.promotion.AutomaticRefusals;
import understudy.promotion.Promotions;
import understudy.promotion.Returns;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.web.FindingView;
import understudy.web.OperationBrief;
import understudy.web.Visitor;
import understudy.web.When;

/** Gathers what the monitor and the step engine say of clusters into what the pages show. */
@Component
class ClusterLooks {

    private static final int LOOK_BACK = 200;

    private final Clusters clusters;
    private final Hosts hosts;
    private final Monitor monitor;
    private final Timeline timeline;
    private final Operations operations;
    private final Promotions promotions;
    private final Returns returns;
    private final AutomaticRefusals refusals;
    private final Clock clock;

    ClusterLooks(Clusters clusters, Hosts hosts, Monitor monitor, Timeline timeline, Operations operations, Promotions promotions,
            Returns returns, AutomaticRefusals refusals, Clock clock) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.monitor = monitor;
        this.timeline = timeline;
        this.operations = operations;
        this.promotions = promotions;
        this.returns = returns;
        this.refusals = refusals;
        this.clock = clock;
    }

    ClusterCardView card(ClusterState state) {
        Instant now = clock.instant();
        return new ClusterCardView(state.cluster(), HealthView.of(state, now), state.source(),
                HealthView.replicas(state).stream().map(HostState::name).toList(), lag(state, now),
                operations.running(state.cluster()).map(view -> OperationBrief.of(view, now)).orElse(null),
                lastPromotion(state.cluster(), now), state.at(), old(state, now));
    }

    /** Everything that the cluster's page shows. @throws understudy.finding.Problem with the code {@code ClusterUnknown} */
    ClusterView view(String name, Visitor visitor) {
        Instant now = clock.instant();
        Cluster cluster = clusters.get(name);
        ClusterState state = state(cluster);
        List<NodeView> tree = state.hosts().stream().map(host ->
                NodeView.of(host, state.source(), address(host.name()), cluster.policy().maxLagMillis(), now)).toList();
        List<HostCardView> cards = IntStream.range(0, tree.size())
                .mapToObj(i -> HostCardView.of(state.hosts().get(i), tree.get(i), name, now)).toList();
        boolean failover = !old(state, now) && DiagnosisView.wantsFailover(state);
        return new ClusterView(name, cluster.databases(), HealthView.of(state, now), tree, cards,
                PromotionOffer.of(promotions.readiness(name, null), state, visitor, now),
                diagnosis(state, cluster, failover, now), failover, errors(cards, state, returned(state)),
                operations.running(name).map(view -> OperationBrief.of(view, now)).orElse(null), story(name, now),
                lag(state, now), cluster.policy(), old(state, now), When.of(state.at(), now));
    }

    private @Nullable DiagnosisView diagnosis(ClusterState state, Cluster cluster, boolean failover, Instant now) {
        DiagnosisView view = DiagnosisView.of(state.diagnosis(), cluster.policy(), refusals.of(state.cluster()).orElse(null), now);
        return view == null || !failover || !DiagnosisView.saysSo(state.diagnosis()) ? view : view.withFailover("/clusters/" + cluster.name() + "/failover");
    }

    /** What was seen of a cluster; of one that is a moment old, that nothing was seen yet. */
    ClusterState state(Cluster cluster) {
        return monitor.cluster(cluster.name()).orElseGet(() -> new ClusterState(cluster.name(), 0, Health.UNCONFIGURED,
                cluster.source().orElse(null), List.of(), clock.instant()));
    }

    /** When nobody is seen, that is the first thing to say: it may be the panel that is cut off. */
    private static List<FindingView> errors(List<HostCardView> cards, ClusterState state, Stream<FindingView> returned) {
        Stream<FindingView> nobody = HealthView.seesNobody(state) && state.diagnosis().verdict() != Verdict.PANEL_ISOLATED ? Stream.of(FindingView.of(Finding.blocker("NobodySeen", null,
                "The panel sees none of these servers.", "When all vanish at once, it is often the panel itself that is cut off: look at its "
                        + "own network first. Replication and the application don't need the panel and may be well; it does nothing by itself now.")))
                : Stream.empty();
        return Stream.concat(Stream.concat(nobody, returned), cards.stream().filter(card -> state.host(card.node().host()).filter(ReturnedHosts::stopped).isEmpty())
                .flatMap(card -> Stream.of(card.problem(), card.error())).filter(Objects::nonNull).filter(view -> !saidAlready(view, state))).toList();
    }

    /** What follows from a dead source is no news beside the diagnosis that it is dead, and at night each box counts. */
    private static boolean saidAlready(FindingView view, ClusterState state) {
        String source = state.source();
        return state.diagnosis().leadsToFailover() && source != null
                && (source.equals(view.host()) || ("/hosts/" + source).equals(view.href()));
    }

    /** Members that answer and are out of replication: what they may mean to somebody who looks at them at night. */
    private Stream<FindingView> returned(ClusterState state) {
        return state.hosts().stream().filter(ReturnedHosts::returned)
                .map(host -> ReturnedHosts.view(host, state.cluster(), returns.of(state.cluster(), host.name())));
    }

    private List<StoryView> story(String name, Instant now) {
        List<OperationBrief> done = operations.list(name, null, 12).stream().map(view -> OperationBrief.of(view, now)).toList();
        return StoryView.of(done, timeline.latest(name, 12), now);
    }

    private String address(String host) {
        return hosts.find(host).map(Host::address).orElse("");
    }

    LagView lag(ClusterState state, Instant now) {
        Map<String, List<LagPoint>> histories = new TreeMap<>();
        HealthView.replicas(state).forEach(host -> histories.put(host.name(), monitor.lagHistory(host.name())));
        return LagView.of(histories, now);
    }

    /** Whether the newest look is too long ago to be believed. */
    static boolean old(ClusterState state, Instant now) {
        return Duration.between(state.at(), now).compareTo(NodeView.FRESH) > 0;
    }

    private @Nullable OperationBrief lastPromotion(String cluster, Instant now) {
        return operations.list(cluster, OperationStatus.SUCCEEDED, LOOK_BACK).stream().filter(ClusterLooks::isPromotion)
                .findFirst().map(view -> OperationBrief.of(view, now)).orElse(null);
    }

    static boolean isPromotion(OperationView view) {
        return view.kind() == OperationKind.SWITCHOVER || view.kind() == OperationKind.FAILOVER;
    }
}
