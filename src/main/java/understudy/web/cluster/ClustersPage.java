package understudy.web.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.monitor.ClusterState;
import understudy.monitor.Monitor;
import understudy.topology.Hosts;
import understudy.web.LiveStreams;
import understudy.web.PageView;

/** All clusters as cards; the way in when there is none yet. */
@Controller
class ClustersPage {

    private final Monitor monitor;
    private final Hosts hosts;
    private final ClusterLooks looks;
    private final LiveStreams streams;

    ClustersPage(Monitor monitor, Hosts hosts, ClusterLooks looks, LiveStreams streams) {
        this.monitor = monitor;
        this.hosts = hosts;
        this.looks = looks;
        this.streams = streams;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/clusters";
    }

    @GetMapping("/clusters")
    String show(Model model) {
        List<ClusterState> states = monitor.clusters();
        Instant oldest = states.stream().map(ClusterState::at).min(Comparator.naturalOrder()).orElse(null);
        model.addAttribute("page", PageView.live("Clusters", "clusters", "/live", oldest));
        model.addAttribute("clusters", states.stream().map(looks::card).toList());
        model.addAttribute("hostCount", hosts.all().size());
        return "cluster/clusters";
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return streams.overview();
    }
}
