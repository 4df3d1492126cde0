package understudy.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import understudy.access.Actor;
import understudy.lab.LabHost;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.remote.HostKey;
import understudy.remote.Ssh;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** The whole panel but its pages, on a data directory of the test's choice; may be closed and opened again on the same one. */
public final class LabPanel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<OperationStatus> ENDS = Set.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED,
            OperationStatus.CANCELLED, OperationStatus.ROLLED_BACK);

    private final ConfigurableApplicationContext context;

    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackages = "understudy")
    @ComponentScan({"understudy.access", "understudy.store", "understudy.topology", "understudy.mysql", "understudy.remote",
            "understudy.reach", "understudy.replication", "understudy.options", "understudy.accounts",
            "understudy.copy", "understudy.comparison", "understudy.operation", "understudy.monitor", "understudy.routing", "understudy.enrolment"})
    @ComponentScan(basePackages = "understudy.setup",
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = {ReplicaSetup.class, CheckData.class, Detach.class}))
    static class PanelWithoutPages {
    }

    public LabPanel(Path data) {
        context = new SpringApplicationBuilder(PanelWithoutPages.class)
                .run("--understudy.data-dir=" + data, "--server.port=0");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String publicKey() {
        return bean(Ssh.class).publicKey();
    }

    /** Adds the host, trusts its key and enrols it. */
    public void enrol(LabHost host) {
        HostKey key = bean(Ssh.class).offeredKey(host.address(), host.sshPort(), Duration.ofSeconds(10));
        bean(Hosts.class).add(new Host(host.name(), host.address(), host.sshPort(), "deploy", 3306, null,
                host.replicationAddress(), key.algorithm(), key.fingerprint(), true, null, null, null, java.time.Instant.now()));
        OperationView enrolled = run(new OperationRequest(OperationKind.ENROL, null, host.name(), Pace.AUTO, null, null, Map.of(),
                Actor.PANEL));
        if (enrolled.state() != OperationStatus.SUCCEEDED) {
            throw new AssertionError("enrolment of " + host.name() + ": " + enrolled.error());
        }
    }

    public void declare(Cluster cluster) {
        bean(Clusters.class).add(cluster);
    }

    public Cluster cluster(String name) {
        return bean(Clusters.class).get(name);
    }

    public static OperationRequest request(OperationKind kind, String cluster, String host, @Nullable String confirm,
            Map<String, Object> options) {
        return new OperationRequest(kind, cluster, host, Pace.AUTO, confirm, null, options, Actor.PANEL);
    }

    public StartResult start(OperationRequest request) {
        return bean(Operations.class).start(request);
    }

    public String started(OperationRequest request) {
        StartResult result = start(request);
        if (result instanceof StartResult.Started started) {
            return started.id();
        }
        throw new AssertionError("not started: " + result);
    }

    /** Starts an operation and waits for its end. */
    public OperationView run(OperationRequest request) {
        return awaitEnd(started(request));
    }

    public OperationView view(String id) {
        return bean(Operations.class).find(id).orElseThrow();
    }

    public OperationView awaitEnd(String id) {
        Awaitility.await("the end of operation " + id).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> ENDS.contains(view(id).state()));
        return view(id);
    }

    @Override
    public void close() {
        context.close();
    }
}
