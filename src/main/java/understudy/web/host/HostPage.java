package understudy.web.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.routing.Applications;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.web.ErrorCoach;
import understudy.web.FindingView;
import understudy.web.LiveStreams;
import understudy.web.PageView;
import understudy.web.When;
import understudy.web.cluster.LagView;

/** One host: what is there, what its server does, and what its errors mean. */
@Controller
class HostPage {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Hosts hosts;
    private final Clusters clusters;
    private final Monitor monitor;
    private final Applications applications;
    private final LiveStreams streams;
    private final Clock clock;

    HostPage(Hosts hosts, Clusters clusters, Monitor monitor, Applications applications, LiveStreams streams, Clock clock) {
        this.hosts = hosts;
        this.clusters = clusters;
        this.monitor = monitor;
        this.applications = applications;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping("/hosts/{name}")
    String show(@PathVariable String name, Model model) {
        Host host = hosts.get(name);
        HostState state = monitor.host(name).orElse(null);
        Cluster cluster = clusters.ofHost(name).orElse(null);
        model.addAttribute("page", PageView.live(name, "hosts", "/hosts/" + name + "/live", state == null ? null : state.seenAt()));
        model.addAttribute("view", view(host, state, cluster, clock.instant()));
        return "host/host";
    }

    @GetMapping(path = "/hosts/{name}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String name) {
        return clusters.ofHost(name).map(cluster -> streams.cluster(cluster.name())).orElseGet(streams::overview);
    }

    private HostView view(Host host, @Nullable HostState state, @Nullable Cluster cluster, Instant now) {
        HostFacts facts = host.facts();
        Member.Role role = cluster == null ? null : cluster.member(host.name()).map(Member::role).orElse(null);
        HostState.Replication replication = state == null ? null : state.replication();
        return new HostView(HostRow.of(host, state, cluster, now), host,
                state == null ? null : ErrorCoach.explain(state, cluster == null ? null : cluster.name()),
                state == null ? null : FindingView.ofNullable(state.problem()),
                facts == null ? Map.of() : HostView.facts(facts), facts == null ? Map.of() : HostView.databases(facts),
                applications.on(host.name()).map(found -> HostView.application(found, applications.corrected(host.name()))).orElse(Map.of()),
                facts == null ? Map.of() : facts.tools(), facts == null ? null : When.of(facts.readAt(), now), DriftRow.of(state, role),
                state == null ? Map.of() : HostView.numbers(state, now), replication == null ? Map.of() : replication.raw(),
                replication == null ? null : LagView.of(Map.of(host.name(), monitor.lagHistory(host.name())), now),
                old(state, now), state == null ? null : When.ofNullable(state.seenAt(), now));
    }

    /** Whether what was seen is too long ago to be believed. */
    static boolean old(@Nullable HostState state, Instant now) {
        return state != null && (state.seenAt() == null || Duration.between(state.seenAt(), now).compareTo(FRESH) > 0);
    }
}
