package understudy.api;

import org.springframework.stereotype.Component;
import understudy.monitor.Monitor;
import understudy.topology.Clusters;
import understudy.topology.Host;

/** Hosts with what was last seen of them. */
@Component
class HostAnswers {

    private final Clusters clusters;
    private final Monitor monitor;

    HostAnswers(Clusters clusters, Monitor monitor) {
        this.clusters = clusters;
        this.monitor = monitor;
    }

    HostJson shown(Host host) {
        return HostJson.of(host, clusters.ofHost(host.name()).orElse(null), monitor.host(host.name()).orElse(null));
    }
}
