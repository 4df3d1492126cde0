package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.monitor.Discovery;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;

/** What replicates with what already, and a cluster made of it. */
@RestController
@Tag(name = "Clusters")
class DiscoveryApi {

    private final Discovery discovery;
    private final Hosts hosts;
    private final ClusterDesk desk;

    DiscoveryApi(Discovery discovery, Hosts hosts, ClusterDesk desk) {
        this.discovery = discovery;
        this.hosts = hosts;
        this.desk = desk;
    }

    /** Where to start. @param databases of the adopted cluster; all of the source's when left out */
    record DiscoverJson(
            @Nullable String host, @Nullable Boolean adopt, @Nullable String name, @Nullable List<String> databases) {
    }

    /** What was found. */
    record DiscoveredJson(@Nullable String source, List<String> replicas, List<String> databases, List<Finding> findings) {
    }

    @PostMapping("/api/v1/clusters/discovery")
    ResponseEntity<?> discover(@RequestBody DiscoverJson wish, Actor actor) {
        String start = hosts.get(Required.text("host", wish.host())).name();
        Discovery.Discovered found = discovery.from(start);
        List<String> databases = Required.otherwise(wish.databases(), databases(found.source()));
        if (!Boolean.TRUE.equals(wish.adopt())) {
            return ResponseEntity.ok(new DiscoveredJson(found.source(), found.replicas(), databases, found.findings()));
        }
        String name = Required.text("name", wish.name());
        List<Finding> blockers = found.findings().stream().filter(Finding::blocks).toList();
        String source = found.source();
        if (!blockers.isEmpty() || source == null) {
            Finding first = blockers.isEmpty() ? found.findings().getFirst() : blockers.getFirst();
            return ProblemJson.answer(HttpStatus.UNPROCESSABLE_CONTENT, first, found.findings(), java.util.Map.of());
        }
        ClusterJson adopted = desk.adopt(name, databases, source, found.replicas(), actor);
        return ResponseEntity.created(URI.create("/api/v1/clusters/" + name)).body(adopted);
    }

    private List<String> databases(@Nullable String source) {
        HostFacts facts = source == null ? null : hosts.find(source).map(Host::facts).orElse(null);
        return facts == null ? List.of() : List.copyOf(new TreeSet<>(facts.databases().keySet()));
    }
}
