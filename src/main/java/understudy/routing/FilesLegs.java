package understudy.routing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.accounts.ApplicationLogin;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** Makes the legs that are an application's files. */
@Component
class FilesLegs {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Clusters clusters;
    private final Hosts hosts;
    private final Reach reach;
    private final SeenChanges seen;
    private final ApplicationLogin logins;
    private final WritePages writes;
    private final Clock clock;

    FilesLegs(Clusters clusters, Hosts hosts, Reach reach, SeenChanges seen, ApplicationLogin logins, WritePages writes, Clock clock) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.reach = reach;
        this.seen = seen;
        this.logins = logins;
        this.writes = writes;
        this.clock = clock;
    }

    Leg of(String host, Application application, Route.DatabaseYmls route, RouteMove move, SourceAddress target) {
        Cluster cluster = clusters.get(move.cluster());
        List<String> databases = cluster.databases();
        String address = hosts.get(host).replicationAddress();
        ApplicationRestart restart = new ApplicationRestart(host, application,
                new ApplicationPages(route.healthUrl(), route.writeUrl(), writes), move.from().equals(move.to()), ApplicationRestart.Patience.USUAL);
        return new FilesLeg(host, application, Set.copyOf(databases), target, servers(cluster), STAMP.format(clock.instant()), restart, reach, seen,
                user -> logins.wanting(new ApplicationLogin.Client(user, host, address, databases, cluster.member(host).isPresent()), move.from(), move.to()));
    }

    private Servers servers(Cluster cluster) {
        List<Host> members = cluster.members().stream().map(member -> hosts.get(member.host())).toList();
        return new Servers(members.stream().flatMap(host -> Stream.of(host.name(), host.address(), host.replicationAddress())).collect(Collectors.toSet()),
                members.stream().map(Host::mysqlPort).collect(Collectors.toSet()));
    }
}
