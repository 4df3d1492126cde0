package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.promotion.Promotions;
import understudy.promotion.Readiness;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Policy;

/** Clusters: declare, look, change the policy, forget. */
@RestController
@RequestMapping("/api/v1/clusters")
@Tag(name = "Clusters")
class ClustersApi {

    private final ClusterDesk desk;
    private final Clusters clusters;
    private final Hosts hosts;
    private final Monitor monitor;
    private final Promotions promotions;

    ClustersApi(ClusterDesk desk, Clusters clusters, Hosts hosts, Monitor monitor, Promotions promotions) {
        this.desk = desk;
        this.clusters = clusters;
        this.hosts = hosts;
        this.monitor = monitor;
        this.promotions = promotions;
    }

    /** A new cluster. */
    record NewClusterJson(
            @Nullable String name,
            @Nullable List<String> databases,
            @Nullable String source,
            @Nullable List<String> replicas) {
    }

    /** Where the source is. @param writable null when unknown */
    record SourceJson(String host, String address, int port, @Nullable Boolean writable) {
    }

    /** Whether a promotion would succeed now. */
    record ReadinessJson(
            boolean ready,
            @Nullable String candidate,
            Readiness.Level level,
            long predictedOutageMillis,
            int measuredSwitchovers,
            List<Finding> findings) {
    }

    @GetMapping
    List<ClusterJson> list() {
        return clusters.all().stream().map(desk::shown).toList();
    }

    @GetMapping("/{name}")
    ClusterJson one(@PathVariable String name) {
        return desk.shown(clusters.get(name));
    }

    @PostMapping
    ResponseEntity<ClusterJson> add(@RequestBody NewClusterJson wish, Actor actor) {
        ClusterJson added = desk.add(Required.text("name", wish.name()), Required.value("databases", wish.databases()),
                Required.text("source", wish.source()), Required.otherwise(wish.replicas(), List.of()), actor);
        return ResponseEntity.created(URI.create("/api/v1/clusters/" + added.name())).body(added);
    }

    @PatchMapping("/{name}")
    ClusterJson change(@PathVariable String name, @RequestBody PolicyPatch patch, Actor actor) {
        return desk.change(name, patch, actor);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String name, Actor actor) {
        desk.forget(name, actor);
    }

    /** 503 while nobody is source, or the source can't be seen: then nobody should be told to write to it. */
    @GetMapping("/{name}/source")
    ResponseEntity<?> source(@PathVariable String name) {
        String source = clusters.get(name).source().orElse(null);
        Health health = monitor.cluster(name).map(state -> state.health()).orElse(Health.UNCONFIGURED);
        Optional<HostState> seen = Optional.ofNullable(source).flatMap(monitor::host).filter(HostState::reachable);
        if (source == null || health == Health.SOURCE_DOWN || seen.isEmpty()) {
            return ProblemJson.answer(HttpStatus.SERVICE_UNAVAILABLE, Finding.blocker("SourceMissing", source,
                    source == null ? "Nobody is source." : "The source " + source + " can't be seen.", "Look at the cluster's page."));
        }
        Host host = hosts.get(source);
        return ResponseEntity.ok(new SourceJson(source, host.replicationAddress(), host.mysqlPort(), seen.get().writable()));
    }

    @GetMapping("/{name}/readiness")
    ReadinessJson readiness(@PathVariable String name, @RequestParam @Nullable String candidate) {
        Readiness now = promotions.readiness(name, candidate);
        return new ReadinessJson(now.ready(), now.candidate(), now.level(), now.predictedOutageMillis(),
                now.measuredSwitchovers(), now.findings());
    }

    /** What of the policy is to be changed; null stays as it is. */
    record PolicyPatch(
            Policy.@Nullable Durability durability,
            @Nullable Boolean automaticFailover,
            @Nullable Boolean acceptUnfenced,
            Policy.@Nullable BootClosed bootClosed,
            @Nullable Long maxLagMillis,
            @Nullable Long failoverCooldownMillis,
            @Nullable Boolean maintenance,
            Policy.@Nullable SemiSync semiSync) {

        Policy on(Policy now) {
            return new Policy(Required.otherwise(durability, now.durability()),
                    Required.otherwise(automaticFailover, now.automaticFailover()),
                    Required.otherwise(acceptUnfenced, now.acceptUnfenced()),
                    Required.otherwise(bootClosed, now.bootClosed()),
                    Required.otherwise(maxLagMillis, now.maxLagMillis()),
                    Required.otherwise(failoverCooldownMillis, now.failoverCooldownMillis()),
                    Required.otherwise(maintenance, now.maintenance()),
                    Required.otherwise(semiSync, now.semiSync()));
        }
    }
}
