package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostUnreachable;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** Takes routes apart into what has to be moved, and works on all of that at once. */
@Component
class Legs {

    /** As long as anything may take for which a promotion waits. */
    static final Duration BRIEF = Duration.ofSeconds(20);
    /** As long as anything may take for which nobody waits: longer than the most patient hook, called twice. */
    static final Duration PATIENT = Duration.ofMillis(2 * Route.Hook.LONGEST_MILLIS).plusMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Legs.class);
    private static final long ASK_NANOS = Duration.ofMillis(200).toNanos();

    private final Clusters clusters;
    private final Hosts hosts;
    private final Applications applications;
    private final Reach reach;
    private final FilesLegs files;
    private final BalancerKnock knock;
    private final RoutingSettings settings;

    Legs(Clusters clusters, Hosts hosts, Applications applications, Reach reach, FilesLegs files, BalancerKnock knock, RoutingSettings settings) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.applications = applications;
        this.reach = reach;
        this.files = files;
        this.knock = knock;
        this.settings = settings;
    }

    /**
     * Everything that has to lead to the move's new source, in the order of the routes. Throws for no route: what can't be taken apart
     * is a leg that can't be moved.
     */
    List<Leg> of(RouteMove move) {
        return move.routes().stream().flatMap(route -> {
            try {
                return of(route, move).stream();
            } catch (Problem broken) {
                return Stream.of(new Unmovable("the route " + route.name(), null, broken.finding()));
            }
        }).toList();
    }

    /** The members that neither are the source nor follow it, declared so: taken out, not to be used, or not set up yet. */
    List<String> resting(RouteMove move) {
        return clusters.find(move.cluster()).stream().flatMap(cluster -> cluster.members().stream())
                .filter(member -> member.role() != Member.Role.SOURCE && member.role() != Member.Role.REPLICA)
                .map(Member::host).filter(host -> !host.equals(move.to())).toList();
    }

    private List<Leg> of(Route route, RouteMove move) {
        Cluster cluster = clusters.get(move.cluster());
        List<String> members = cluster.members().stream().map(Member::host).toList();
        return switch (route) {
            case Route.DatabaseYmls files -> {
                SourceAddress target = target(move.to());
                yield hostsOf(files, cluster).stream().map(host -> application(host, files, move, target)).toList();
            }
            case Route.VirtualIp address -> List.of(new AddressLeg(address, members, move.to(), reach));
            case Route.LoadBalancer balancer -> (balancer.hosts().isEmpty() ? members : balancer.hosts()).stream()
                    .<Leg>map(host -> new BalancerLeg(balancer, move, host, members, knock)).toList();
            case Route.Hook hook -> List.of(new HookLeg(hook, move, target(move.to()), reach, settings));
        };
    }

    private SourceAddress target(String host) {
        return target(hosts.get(host));
    }

    /** Where an application on another host finds this one's server. @throws Problem AddressOnlyHere */
    static SourceAddress target(Host source) {
        try {
            return new SourceAddress(source.replicationAddress(), source.mysqlPort());
        } catch (IllegalArgumentException notThere) {
            throw new Problem(Finding.blocker("AddressOnlyHere", source.name(), "No application on another host could use "
                    + source.replicationAddress() + ", the address at which the other servers reach " + source.name() + ".",
                    "Give " + source.name() + " an address of its network, or a name of plain letters, digits, dots and hyphens, on its page."));
        }
    }

    /** Whose application it is. */
    List<String> hostsOf(Route.DatabaseYmls files, Cluster cluster) {
        return !files.hosts().isEmpty() ? files.hosts()
                : cluster.members().stream().map(Member::host).filter(host -> applications.on(host).isPresent()).toList();
    }

    private Leg application(String host, Route.DatabaseYmls route, RouteMove move, SourceAddress target) {
        return applications.on(host).map(application -> files.of(host, application, route, move, target)).orElseGet(() -> Unmovable.unknown(host));
    }

    /**
     * One leg and what became of it.
     *
     * @param problem why not, or empty when it went well
     * @param outOfReach whether that was because its host gives no answer, so that it may wait for that
     */
    record Ended<R>(Leg leg, Optional<R> answer, Optional<Finding> problem, boolean outOfReach) {

        static <R> Ended<R> well(Leg leg, R answer) {
            return new Ended<>(leg, Optional.of(answer), Optional.empty(), false);
        }

        static <R> Ended<R> not(Leg leg, Finding why) {
            return new Ended<>(leg, Optional.empty(), Optional.of(why), false);
        }

        /**
         * An admin's program that takes too long says nothing about its host; a command of the panel's that does, does. And what leads
         * others can't wait for its host: they go the old way until somebody leads them.
         */
        static <R> Ended<R> thrown(Leg leg, @Nullable Throwable cause) {
            if (cause instanceof HostUnreachable gone && leg.provenByMoving()) {
                return not(leg, Finding.blocker("HookOutOfReach", leg.host(), "There is no way to call " + leg.title() + ": " + gone.finding().message(),
                        "It leads others, so they may go the old way still. Do by hand what it would do, or bring its host back and try again: "
                                + HandCommand.joined(leg.commands())));
            }
            if (cause instanceof Problem problem) {
                return new Ended<>(leg, Optional.empty(), Optional.of(problem.finding()),
                        !leg.provenByMoving() && (cause instanceof HostUnreachable || cause instanceof CommandTimedOut));
            }
            LOG.error("with {} something went wrong", leg.title(), cause);
            return not(leg, Finding.blocker("RouteFailed", leg.host(), "With " + leg.title() + " something went wrong: " + cause,
                    "Do it by hand: " + HandCommand.joined(leg.commands())));
        }
    }

    /** Does the same to all legs at once; see {@link #each(List, Function, Duration, BooleanSupplier)}. */
    static <R> List<Ended<R>> each(List<Leg> legs, Function<Leg, R> work, Duration limit) {
        return each(legs, work, limit, () -> false);
    }

    /**
     * Does the same to all legs at once, and waits for all, but no longer than that: what isn't at its end then is told to end, isn't
     * waited for, and counts as failed. So one that hangs holds up neither the others nor whoever waits for them.
     *
     * @param cancelled whether nobody wants to wait any more
     */
    static <R> List<Ended<R>> each(List<Leg> legs, Function<Leg, R> work, Duration limit, BooleanSupplier cancelled) {
        List<FutureTask<R>> tasks = legs.stream().map(leg -> new FutureTask<>(() -> work.apply(leg))).toList();
        long deadline = System.nanoTime() + limit.toNanos();
        tasks.forEach(task -> Thread.ofVirtual().name("route").start(task));
        List<Ended<R>> ended = new ArrayList<>();
        for (int i = 0; i < legs.size(); i++) {
            ended.add(ended(legs.get(i), tasks.get(i), limit, deadline, cancelled));
        }
        return ended;
    }

    private static <R> Ended<R> ended(Leg leg, FutureTask<R> task, Duration limit, long deadline, BooleanSupplier cancelled) {
        try {
            return Ended.well(leg, awaited(task, deadline, cancelled));
        } catch (ExecutionException failed) {
            return Ended.thrown(leg, failed.getCause());
        } catch (TimeoutException slow) {
            task.cancel(true);
            return Ended.not(leg, cancelled.getAsBoolean() ? interrupted(leg)
                    : Finding.blocker("RouteTooSlow", leg.host(), "With " + leg.title() + " it took longer than " + limit.toSeconds() + " s.",
                            "See what holds it up there, then try again; or do it by hand: " + HandCommand.joined(leg.commands())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            return Ended.not(leg, interrupted(leg));
        }
    }

    /** @throws TimeoutException at the deadline, or soon after it was cancelled */
    private static <R> R awaited(FutureTask<R> task, long deadline, BooleanSupplier cancelled)
            throws ExecutionException, InterruptedException, TimeoutException {
        while (true) {
            long left = deadline - System.nanoTime();
            try {
                return task.get(Math.max(0, Math.min(left, ASK_NANOS)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                if (left <= 0 || cancelled.getAsBoolean()) {
                    throw notYet;
                }
            }
        }
    }

    private static Finding interrupted(Leg leg) {
        return Finding.blocker("RouteInterrupted", leg.host(), "The panel was told to stop while it worked on " + leg.title() + ".", "Try again.");
    }
}
