package understudy.api;

import org.springframework.stereotype.Component;
import understudy.monitor.Monitor;
import understudy.routing.Applications;
import understudy.topology.Clusters;
import understudy.topology.Host;

/** Hosts with what was last seen of them. */
@Component
class HostAnswers {

    private final Clusters clusters;
    private final Monitor monitor;
    private final Applications applications;

    HostAnswers(Clusters clusters, Monitor monitor, Applications applications) {
        this.clusters = clusters;
        this.monitor = monitor;
        this.applications = applications;
    }

    HostJson shown(Host host) {
        return HostJson.of(host, clusters.ofHost(host.name()).orElse(null), monitor.host(host.name()).orElse(null),
                applications.on(host.name()).map(found -> ApplicationJson.of(found, applications.corrected(host.name()))).orElse(null));
    }
}
