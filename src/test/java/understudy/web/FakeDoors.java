package understudy.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;
import understudy.access.Role;
import understudy.access.StreamPlaces;
import understudy.access.Tokens;
import understudy.access.Users;
import understudy.enrolment.HostDesk;
import understudy.enrolment.PanelIdentity;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.ClusterState;
import understudy.monitor.Discovery;
import understudy.monitor.HostState;
import understudy.monitor.LagPoint;
import understudy.monitor.Monitor;
import understudy.monitor.Timeline;
import understudy.monitor.TimelineEntry;
import understudy.notify.NotificationDesk;
import understudy.notify.NotificationTarget;
import understudy.notify.Way;
import understudy.operation.DryRun;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.fence.FenceHook;
import understudy.rescue.KeptFiles;
import understudy.routing.Application;
import understudy.routing.Applications;
import understudy.routing.Route;
import understudy.routing.HandCommand;
import understudy.routing.RouteFindings;
import understudy.routing.Routes;
import understudy.routing.RoutesByHand;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * The doors of the other rooms, opening on the invented world. Carries no stereotype, or the scan of a whole panel in a test
 * would find it.
 */
class FakeDoors {

    @Bean
    World world() {
        return new World();
    }

    @Bean
    Monitor monitor(World world) {
        return new Monitor() {
            @Override
            public Optional<ClusterState> cluster(String name) {
                return Optional.ofNullable(world.clusters.get(name)).map(cluster -> world.state(name));
            }

            @Override
            public List<ClusterState> clusters() {
                return world.clusters.keySet().stream().map(world::state).toList();
            }

            @Override
            public Optional<HostState> host(String name) {
                return Optional.ofNullable(world.states.get(name)).map(known -> world.seen(name));
            }

            @Override
            public List<LagPoint> lagHistory(String host) {
                List<LagPoint> points = new ArrayList<>();
                Instant now = Instant.now();
                for (int i = 3500; i >= 0; i -= 2) {
                    double wave = 90 + 40 * Math.sin(i / 97.0 + host.length()) + (i > 1500 && i < 1560 ? 1200 - 20 * Math.abs(i - 1530) : 0);
                    points.add(new LagPoint(now.minusSeconds(i), i > 2400 && i < 2450 ? null : (Long) Math.round(wave)));
                }
                return List.of("saturn", "nereid", "ceres").contains(host) ? List.of() : points;
            }

            @Override
            public Subscription subscribe(String cluster, Consumer<ClusterState> listener) {
                Thread ticking = Thread.ofVirtual().start(() -> {
                    try {
                        while (!Thread.interrupted()) {
                            Thread.sleep(1000);
                            listener.accept(world.state(cluster));
                        }
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                });
                return ticking::interrupt;
            }

            @Override
            public void lookNow(String cluster) {
                // the invented world is always fresh
            }
        };
    }

    @Bean
    Operations operations(World world) {
        return new Operations() {
            @Override
            public StartResult start(OperationRequest request) {
                return new StartResult.Started("promotion");
            }

            @Override
            public DryRun rehearse(OperationRequest request) {
                return new DryRun.Planned(switch (request.kind()) {
                    case SWITCHOVER -> new Operas(Instant.now()).promotion(OperationStatus.PENDING, -1);
                    default -> world.operations.get(0);
                });
            }

            @Override
            public Optional<OperationView> find(String id) {
                return world.operations.stream().filter(operation -> operation.id().equals(id)).findFirst();
            }

            @Override
            public List<OperationView> list(@Nullable String cluster, @Nullable OperationStatus state, int limit) {
                return world.operations.stream().filter(operation -> cluster == null || cluster.equals(operation.cluster()))
                        .filter(operation -> state == null || state == operation.state()).limit(limit).toList();
            }

            @Override
            public Optional<OperationView> running(String cluster) {
                return "bazaar".equals(cluster) ? find("setup-copying") : Optional.empty();
            }

            @Override
            public ControlResult resume(String id, Actor actor) {
                return control(id);
            }

            @Override
            public ControlResult runAll(String id, Actor actor) {
                return control(id);
            }

            @Override
            public ControlResult retry(String id, Actor actor) {
                return control(id);
            }

            @Override
            public ControlResult cancel(String id, Actor actor) {
                return control(id);
            }

            @Override
            public ControlResult rollBack(String id, Actor actor) {
                return control(id);
            }

            @Override
            public Optional<String> runbook(String id) {
                return find(id).map(operation -> "# " + id + "\n");
            }

            private ControlResult control(String id) {
                return find(id).<ControlResult>map(ControlResult.Accepted::new).orElse(new ControlResult.NotFound());
            }
        };
    }

    @Bean
    Discovery discovery() {
        Discovery discovery = mock(Discovery.class);
        when(discovery.from(anyString())).thenReturn(new Discovery.Discovered("hermes", List.of("iris"), List.of()));
        return discovery;
    }

    @Bean
    Timeline timeline() {
        Timeline timeline = mock(Timeline.class);
        when(timeline.latest(anyString(), anyInt())).thenReturn(List.of(
                new TimelineEntry("secondhand", "ReplicationRecovered", "uranus follows its source again.", Instant.now().minusSeconds(4000)),
                new TimelineEntry("secondhand", "ReplicationBroken", "uranus no longer follows: error 2003.", Instant.now().minusSeconds(4021))));
        return timeline;
    }

    @Bean
    Users users() {
        Users users = mock(Users.class);
        when(users.list()).thenReturn(List.of(new Users.User("pierre", Role.ADMIN, Instant.now().minusSeconds(9_000_000)),
                new Users.User("vera", Role.VIEWER, Instant.now().minusSeconds(90_000))));
        return users;
    }

    @Bean
    Tokens tokens() {
        Tokens tokens = mock(Tokens.class);
        Tokens.Token token = new Tokens.Token("deploy", Role.OPERATOR, Instant.now().minusSeconds(900_000), "pierre",
                Instant.now().plusSeconds(9_000_000), Instant.now().minusSeconds(90));
        when(tokens.list()).thenReturn(List.of(token));
        when(tokens.create(anyString(), any(), any(), any())).thenReturn(new Tokens.NewToken(token, "us_Zm9vYmFyYmF6cXV4"));
        return tokens;
    }

    @Bean
    AuditLog auditLog() {
        AuditLog log = mock(AuditLog.class);
        when(log.list(any(), any(), anyInt())).thenReturn(List.of(
                new AuditEntry(2L, Instant.now().minusSeconds(70), "pierre", Role.ADMIN, "operation.start", "secondhand", "done"),
                new AuditEntry(1L, Instant.now().minusSeconds(700), "pierre", Role.ADMIN, "host.add", "pluto", "refused: HostUnreachable")));
        return log;
    }

    @Bean
    NotificationDesk notificationDesk() {
        NotificationDesk desk = mock(NotificationDesk.class);
        NotificationTarget pager = new NotificationTarget("pager", new Way.Webhook("https://pager.example.org/hooks/understudy/T0248XKQ"),
                Instant.now().minusSeconds(900_000), "pierre", 2, new NotificationTarget.LastTry(Instant.now().minusSeconds(50), false,
                        "answered 503: the service is being updated, please try again in a few minutes"));
        when(desk.list()).thenReturn(List.of(new NotificationTarget("admins", new Way.Mail("mail.example.org", 587, Way.Encryption.STARTTLS, "panel",
                "panel@example.org", List.of("pierre@example.org", "vera@example.org")), Instant.now().minusSeconds(900_000), "pierre", 0,
                new NotificationTarget.LastTry(Instant.now().minusSeconds(4000), true, "taken by mail.example.org")), pager));
        when(desk.add(any(), any())).thenReturn(new NotificationDesk.Added(pager, "Zm9vYmFyYmF6cXV4Zm9vYmFy"));
        when(desk.test(anyString(), any())).thenReturn("answered 204");
        return desk;
    }

    @Bean
    PanelIdentity identity() {
        PanelIdentity identity = mock(PanelIdentity.class);
        when(identity.publicKey()).thenReturn("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8yYk1Vd0pXx3mQn4m2b1c9xk0Y2Zq7Jm5l6w2e9 understudy");
        when(identity.fingerprint()).thenReturn("SHA256:uQ0yV8b7oZ0yV1k4x0o9uXz7rW5kJ3n2Lq8sT6yE1cA");
        return identity;
    }

    @Bean
    HostDesk desk(World world) {
        HostDesk desk = mock(HostDesk.class);
        when(desk.offeredKey(anyString())).thenReturn(new HostDesk.OfferedKey("ssh-ed25519", "SHA256:4zCkH2o2m1tGk0b0sV1qkYhXk9y5C1zRrJqO3X7yYxE"));
        when(desk.trust(anyString(), anyString(), any())).thenAnswer(call -> world.hosts.get(call.getArgument(0, String.class)));
        when(desk.enrol(anyString(), any(), any())).thenReturn(new StartResult.Started("enrolment"));
        when(desk.add(any(), any())).thenThrow(new Problem(World.unreachable("pluto", Duration.ZERO)));
        return desk;
    }

    @Bean
    StreamPlaces streamPlaces() {
        return new StreamPlaces();
    }

    @Bean
    FenceHook fenceHook() {
        return mock(FenceHook.class);
    }

    @Bean
    KeptFiles keptFiles() {
        KeptFiles files = mock(KeptFiles.class);
        String name = "mercury-own-transactions-1a2b3c4d5e.sql";
        when(files.list("harbour")).thenReturn(List.of(new KeptFiles.KeptFile("harbour", name, 12_345, Instant.now().minusSeconds(4000))));
        when(files.content("harbour", name)).thenReturn(Optional.of(new KeptFiles.KeptContent(3,
                "2 rows inserted into secondhand_production.sellings, 1 row changed in secondhand_production.users",
                List.of("INSERT secondhand_production.sellings set @1=7001 @2=12 @3='2026-11-23 03:12:09'",
                        "INSERT secondhand_production.sellings set @1=7002 @2=12 @3='2026-11-23 03:12:11'",
                        "UPDATE secondhand_production.users where @1=12 @2='Pierre' set @1=12 @2='Piet'"), false)));
        return files;
    }

    @Bean
    RoutesByHand routesByHand() {
        RoutesByHand byHand = mock(RoutesByHand.class);
        when(byHand.leads(anyString(), anyString(), anyString())).thenReturn(List.of(new RoutesByHand.Lead("the address 192.168.178.50/24",
                "It must never be on two hosts: first take it from mercury, or make sure that it is switched off.", List.of(
                        new HandCommand("mercury", "sudo ip address del 192.168.178.50/24 dev eth0", "if it is there"),
                        new HandCommand("uranus", "sudo ip address add 192.168.178.50/24 dev eth0", "")))));
        return byHand;
    }

    @Bean
    RouteFindings routeFindings() {
        return cluster -> !cluster.equals("secondhand") ? List.of() : List.of(Finding.warning("RouteElsewhere", "uranus",
                "/var/www/secondhand/shared/config/database.yml on uranus doesn't name 192.168.178.61:3306 yet.",
                "Lead the application to mercury; with the next promotion it would follow by itself.")
                .fixedBy("lead-routes").with(Map.of("source", "mercury", RouteFindings.CHANGE, """
                        @@ -12 +12 @@ /var/www/secondhand/shared/config/database.yml
                        -  host: 127.0.0.1 …
                        +  host: 192.168.178.61 …""")));
    }

    @Bean
    Routes routes() {
        Routes routes = mock(Routes.class);
        when(routes.of("secondhand")).thenReturn(List.of(new Route.DatabaseYmls("shop", List.of(), "http://localhost/up", null),
                new Route.Hook("gate", "/etc/understudy/hooks/tell-the-gate", null, 5_000)));
        return routes;
    }

    @Bean
    Applications applications() {
        Applications applications = mock(Applications.class);
        when(applications.on(anyString())).thenReturn(Optional.empty());
        when(applications.on("mercury")).thenReturn(Optional.of(new Application("/var/www/secondhand/current",
                List.of("/var/www/secondhand/shared/config/database.yml"), "production", Application.Restart.PASSENGER, null, null)));
        return applications;
    }

    @Bean
    Audit audit() {
        return mock(Audit.class);
    }

    @Bean
    Hosts hosts(World world) {
        return new Hosts() {
            @Override
            public Optional<Host> find(String name) {
                return Optional.ofNullable(world.hosts.get(name));
            }

            @Override
            public List<Host> all() {
                return List.copyOf(world.hosts.values());
            }

            @Override
            public void add(Host host) {
                world.hosts.put(host.name(), host);
            }

            @Override
            public void save(Host host) {
                world.hosts.put(host.name(), host);
            }

            @Override
            public void remove(String name) {
                world.hosts.remove(name);
            }

            @Override
            public Host get(String name) {
                return find(name).orElseThrow(() -> new Problem(Finding.blocker("HostUnknown", null, "There is no host " + name + ".", "See the list of hosts.")));
            }
        };
    }

    @Bean
    Clusters clusters(World world) {
        return new Clusters() {
            @Override
            public Optional<Cluster> find(String name) {
                return Optional.ofNullable(world.clusters.get(name));
            }

            @Override
            public List<Cluster> all() {
                return List.copyOf(world.clusters.values());
            }

            @Override
            public Optional<Cluster> ofHost(String hostName) {
                return all().stream().filter(cluster -> cluster.member(hostName).isPresent()).findFirst();
            }

            @Override
            public void add(Cluster cluster) {
                world.clusters.put(cluster.name(), cluster);
            }

            @Override
            public Cluster change(String name, UnaryOperator<Cluster> change) {
                return world.clusters.compute(name, (key, old) -> change.apply(old));
            }

            @Override
            public void remove(String name) {
                world.clusters.remove(name);
            }

            @Override
            public Cluster get(String name) {
                return find(name).orElseThrow(() -> new Problem(Finding.blocker("ClusterUnknown", null, "There is no cluster " + name + ".", "See the list of clusters.")));
            }
        };
    }
}
