package understudy.routing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.springframework.stereotype.Component;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.topology.Cluster;

/** Makes the legs that are an application's files. */
@Component
class FilesLegs {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Reach reach;
    private final SeenChanges seen;
    private final Clock clock;

    FilesLegs(Reach reach, SeenChanges seen, Clock clock) {
        this.reach = reach;
        this.seen = seen;
        this.clock = clock;
    }

    Leg of(String host, Application application, Route.DatabaseYmls route, Cluster cluster, SourceAddress target) {
        return new FilesLeg(host, application, Set.copyOf(cluster.databases()), target, STAMP.format(clock.instant()),
                route.healthUrl(), reach, seen);
    }
}
