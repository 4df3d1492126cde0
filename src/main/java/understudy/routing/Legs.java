package understudy.routing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** Takes routes apart into what has to be moved, and works on all of that at once. */
@Component
class Legs {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Clusters clusters;
    private final Hosts hosts;
    private final Applications applications;
    private final Reach reach;
    private final Clock clock;

    Legs(Clusters clusters, Hosts hosts, Applications applications, Reach reach, Clock clock) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.applications = applications;
        this.reach = reach;
        this.clock = clock;
    }

    /** Everything that has to lead to the move's new source, in the order of the routes. */
    List<Leg> of(RouteMove move) {
        Host source = hosts.get(move.to());
        SourceAddress target = new SourceAddress(source.replicationAddress(), source.mysqlPort());
        Cluster cluster = clusters.get(move.cluster());
        List<Leg> legs = new ArrayList<>();
        for (Route route : move.routes()) {
            switch (route) {
                case Route.DatabaseYmls files -> hostsOf(files, cluster).forEach(host -> legs.add(application(host, files, cluster, target)));
                case Route.VirtualIp address -> legs.add(new AddressLeg(address,
                        cluster.members().stream().map(Member::host).toList(), move.to(), reach));
                case Route.Hook hook -> legs.add(new HookLeg(hook, move, target, reach));
            }
        }
        return legs;
    }

    /** Whose application it is. */
    List<String> hostsOf(Route.DatabaseYmls files, Cluster cluster) {
        return !files.hosts().isEmpty() ? files.hosts()
                : cluster.members().stream().map(Member::host).filter(host -> applications.on(host).isPresent()).toList();
    }

    private Leg application(String host, Route.DatabaseYmls files, Cluster cluster, SourceAddress target) {
        return applications.on(host).<Leg>map(application -> new FilesLeg(host, application, Set.copyOf(cluster.databases()), target,
                STAMP.format(clock.instant()), files.healthUrl(), reach)).orElseGet(() -> new MissingApplication(host));
    }

    /** One leg and what became of it. @param problem why not, or empty when it went well */
    record Ended<R>(Leg leg, Optional<R> answer, Optional<Finding> problem) {
    }

    /** Does the same to all legs at once, and waits for all; each has limits of its own. */
    static <R> List<Ended<R>> each(List<Leg> legs, Function<Leg, R> work) {
        List<FutureTask<R>> tasks = legs.stream().map(leg -> new FutureTask<>(() -> work.apply(leg))).toList();
        tasks.forEach(task -> Thread.ofVirtual().name("route").start(task));
        List<Ended<R>> ended = new ArrayList<>();
        for (int i = 0; i < legs.size(); i++) {
            ended.add(ended(legs.get(i), tasks.get(i)));
        }
        return ended;
    }

    private static <R> Ended<R> ended(Leg leg, FutureTask<R> task) {
        try {
            return new Ended<>(leg, Optional.of(task.get()), Optional.empty());
        } catch (ExecutionException failed) {
            return new Ended<>(leg, Optional.empty(), Optional.of(failed.getCause() instanceof Problem problem ? problem.finding()
                    : Finding.blocker("RouteFailed", leg.host(), "With " + leg.title() + " something went wrong: " + failed.getCause(),
                            "Do it by hand: " + String.join("; ", leg.commands()))));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            return new Ended<>(leg, Optional.empty(), Optional.of(Finding.blocker("RouteInterrupted", leg.host(),
                    "The panel was told to stop while it worked on " + leg.title() + ".", "Try again.")));
        }
    }
}
