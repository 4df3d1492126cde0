package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.topology.Member;

/** What load balancers ask. Answered from what was last seen; what was seen too long ago counts as not seen. */
@RestController
@RequestMapping(path = "/health/clusters/{cluster}/hosts/{host}",
        method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS})
@Tag(name = "Load balancers")
class SourceHealth {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration USUAL_LAG = Duration.ofSeconds(10);

    private final Monitor monitor;
    private final Clock clock;

    SourceHealth(Monitor monitor, Clock clock) {
        this.monitor = monitor;
        this.clock = clock;
    }

    /**
     * 200 when this host is the writable source, else 503. Where the panel doesn't know it at this moment the answer has a
     * {@code Retry-After}, so that a load balancer can tell "no" from "no idea" and stay where it is.
     */
    @RequestMapping("/source")
    ResponseEntity<String> source(@PathVariable String cluster, @PathVariable String host) {
        if (known(cluster, host).filter(state -> state.role() != Member.Role.SOURCE).isPresent()) {
            return no("not the source");
        }
        return seen(cluster, host).map(HostState::writable).map(writable -> writable ? yes("writable source") : no("closed source"))
                .orElseGet(SourceHealth::noIdea);
    }

    /** 200 when this host replicates and is at most so far behind, else 503. */
    @RequestMapping("/replica")
    ResponseEntity<String> replica(@PathVariable String cluster, @PathVariable String host,
            @RequestParam @Nullable String maxLag) {
        Duration limit = maxLag == null ? USUAL_LAG : limit(maxLag);
        return seen(cluster, host).map(state -> replicates(state, limit) ? yes("replicates") : no("not a replica within " + limit))
                .orElseGet(() -> no("not seen"));
    }

    /** Such as 5s, 500ms or PT5S; a bare number is seconds. */
    private static Duration limit(String text) {
        return Malformed.checked(() -> DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.SECONDS));
    }

    private Optional<HostState> seen(String cluster, String host) {
        Instant tooOld = clock.instant().minus(FRESH);
        return known(cluster, host).filter(HostState::reachable)
                .filter(state -> state.seenAt() != null && state.seenAt().isAfter(tooOld));
    }

    private Optional<HostState> known(String cluster, String host) {
        return monitor.cluster(cluster).flatMap(state -> state.host(host));
    }

    private static boolean replicates(HostState state, Duration limit) {
        HostState.Replication follows = state.replication();
        return state.role() == Member.Role.REPLICA && follows != null && follows.ioRunning() && follows.sqlRunning()
                && follows.lagMillis() != null && follows.lagMillis() <= limit.toMillis();
    }

    private static ResponseEntity<String> yes(String why) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(why + "\n");
    }

    private static ResponseEntity<String> noIdea() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.TEXT_PLAIN).body("not seen\n");
    }

    private static ResponseEntity<String> no(String why) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).contentType(MediaType.TEXT_PLAIN).body(why + "\n");
    }
}
