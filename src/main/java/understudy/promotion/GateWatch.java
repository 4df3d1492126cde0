package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.topology.Member;

/**
 * Looks at what was seen, several times a second, and lets the {@link Gatekeeper}'s acts be done. Costs nothing while every server
 * is as it should be: what is declared and what runs is read only when one isn't.
 */
@Component
class GateWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GateWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Monitor monitor;
    private final GateScenes scenes;
    private final GateActs acts;
    private final Map<String, Instant> sourceSeenOpen = new ConcurrentHashMap<>();
    private final Rounds rounds;

    GateWatch(Monitor monitor, GateScenes scenes, GateActs acts) {
        this.monitor = monitor;
        this.scenes = scenes;
        this.acts = acts;
        this.rounds = new Rounds("gatekeeper", PAUSE, () -> monitor.clusters().forEach(this::lookWhateverHappens));
    }

    @Override
    public void start() {
        rounds.start();
    }

    private void lookWhateverHappens(ClusterState state) {
        try {
            look(state);
        } catch (RuntimeException failed) {
            LOG.error("the gatekeeper failed at {}; it goes on", state.cluster(), failed);
        }
    }

    private void look(ClusterState state) {
        remember(state);
        acts.saw(state);
        if (!suspicious(state)) {
            acts.allWell(state.cluster());
            return;
        }
        Optional<GateScene> scene = scene(state);
        if (scene.isEmpty()) {
            return;
        }
        List<Gatekeeper.Act> due = Gatekeeper.decide(scene.get());
        Set<String> told = new HashSet<>();
        due.forEach(act -> told.add(acts.toDo(state.cluster(), act, () -> stillDue(state, act))));
        acts.only(state.cluster(), told);
    }

    private void remember(ClusterState state) {
        String key = state.cluster() + "/" + state.source();
        state.hosts().stream().filter(host -> host.name().equals(state.source()) && Boolean.TRUE.equals(host.writable()))
                .map(HostState::seenAt).findFirst().ifPresent(at -> sourceSeenOpen.put(key, at));
    }

    /** Cheap, from what was seen alone: a member beside the source is open, or the source is not. */
    private static boolean suspicious(ClusterState state) {
        return state.hosts().stream().anyMatch(host -> host.name().equals(state.source()) ? Boolean.FALSE.equals(host.writable())
                : Boolean.TRUE.equals(host.writable()) && host.role() != Member.Role.UNCONFIGURED);
    }

    private Optional<GateScene> scene(ClusterState state) {
        return scenes.of(state, source -> sourceSeenOpen.get(state.cluster() + "/" + source));
    }

    /** Asked again with what was seen since, in the moment before an act. */
    private boolean stillDue(ClusterState seen, Gatekeeper.Act act) {
        ClusterState newest = monitor.cluster(seen.cluster()).orElse(seen);
        return scene(newest).map(Gatekeeper::decide).orElse(List.of()).stream()
                .anyMatch(due -> due.getClass() == act.getClass() && due.host().equals(act.host()));
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
