package understudy.web.host;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import understudy.monitor.Monitor;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.web.PageView;

/** All hosts that the panel was told of. */
@Controller
class HostsPage {

    private final Hosts hosts;
    private final Clusters clusters;
    private final Monitor monitor;
    private final Clock clock;

    HostsPage(Hosts hosts, Clusters clusters, Monitor monitor, Clock clock) {
        this.hosts = hosts;
        this.clusters = clusters;
        this.monitor = monitor;
        this.clock = clock;
    }

    @GetMapping("/hosts")
    String show(Model model) {
        Instant now = clock.instant();
        model.addAttribute("page", PageView.live("Hosts", "hosts", "/live", null));
        model.addAttribute("hosts", hosts.all().stream().map(host -> HostRow.of(host, monitor.host(host.name()).orElse(null),
                clusters.ofHost(host.name()).orElse(null), now)).toList());
        return "host/hosts";
    }
}
