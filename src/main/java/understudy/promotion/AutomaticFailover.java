package understudy.promotion;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.monitor.ClusterState;
import understudy.monitor.DiagnosisChanged;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.promotion.AutomaticRules.Answer;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/**
 * Fails over by itself where the policy wants it and a diagnosis justifies it. Woken by each new diagnosis, and looks again while
 * one stands, because what stood in its way may be gone. Tells each reason for not doing it once.
 */
@Component
class AutomaticFailover implements SmartLifecycle {

    /** Who starts it, as the audit and the pages show it. */
    static final Actor ACTOR = new Actor("automatic failover", Role.OPERATOR);

    private static final Logger LOG = LoggerFactory.getLogger(AutomaticFailover.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LAST = 10;

    private final Monitor monitor;
    private final Clusters clusters;
    private final Operations operations;
    private final Failover failover;
    private final ApplicationEventPublisher events;
    private final AutomaticRefusals refusals;
    private final Clock clock;
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final Rounds rounds;

    AutomaticFailover(Monitor monitor, Clusters clusters, Operations operations, Failover failover,
            ApplicationEventPublisher events, AutomaticRefusals refusals, Clock clock) {
        this.monitor = monitor;
        this.clusters = clusters;
        this.operations = operations;
        this.failover = failover;
        this.events = events;
        this.refusals = refusals;
        this.clock = clock;
        this.rounds = new Rounds("automatic-failover", PAUSE, () -> monitor.clusters().forEach(this::lookWhateverHappens));
    }

    @EventListener
    void diagnosed(DiagnosisChanged change) {
        rounds.wake();
    }

    @Override
    public void start() {
        rounds.start();
    }

    private void lookWhateverHappens(ClusterState state) {
        try {
            look(state);
        } catch (RuntimeException failed) {
            LOG.error("automatic failover couldn't look at {}; it goes on", state.cluster(), failed);
        }
    }

    /** Once at one cluster. */
    void look(ClusterState state) {
        Optional<Cluster> cluster = clusters.find(state.cluster());
        if (!state.diagnosis().leadsToFailover() || cluster.isEmpty()) {
            told.remove(state.cluster());
            refusals.forget(state.cluster());
            return;
        }
        switch (AutomaticRules.answer(state.diagnosis(), cluster.get().policy(), operations.list(state.cluster(), null, LAST),
                failover.candidate(cluster.get()).orElse(null), clock.instant())) {
            // a failover is under way
            case Answer.Nothing nothing -> refusals.forget(state.cluster());
            case Answer.No no -> {
                refusals.note(state.cluster(), no.why());
                tellOnce(state.cluster(), no.code(), no.why());
            }
            case Answer.Go go -> begin(state, cluster.get());
        }
    }

    private void begin(ClusterState state, Cluster cluster) {
        StartResult result = operations.start(new OperationRequest(OperationKind.FAILOVER, cluster.name(), null, Pace.AUTO,
                cluster.name(), state.diagnosis().source(), Map.of("acceptUnfenced", cluster.policy().acceptUnfenced()), ACTOR));
        switch (result) {
            case StartResult.Started started -> {
                refusals.forget(cluster.name());
                tellOnce(cluster.name(), "AutomaticFailover", "The panel fails over by itself: " + state.diagnosis().summary());
            }
            case StartResult.Refused refused -> {
                String why = sentences(refused.findings());
                refusals.note(cluster.name(), why);
                tellOnce(cluster.name(), "AutomaticFailoverRefused", "The panel doesn't fail over by itself: " + why);
            }
            case StartResult.AlreadyRunning other -> LOG.debug("{} runs on {}", other.id(), cluster.name());
            case StartResult.NeedsConfirmation needs -> LOG.warn("{} wasn't taken as confirmed", needs.name());
            case StartResult.NotFound gone -> LOG.debug("{} is gone: {}", cluster.name(), gone.finding().message());
        }
    }

    private static String sentences(List<Finding> findings) {
        return findings.stream().map(finding -> finding.message() + " " + finding.hint()).reduce((one, next) -> one + " " + next)
                .orElse("");
    }

    private void tellOnce(String cluster, String code, String text) {
        if (!text.equals(told.put(cluster, text))) {
            LOG.info("{}: {}", cluster, text);
            events.publishEvent(new ClusterChanged(cluster, code, text, clock.instant()));
        }
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.going();
    }
}
