package understudy.lab;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

import org.testcontainers.containers.Network;

/** A network of named hosts that were started side by side. Closing it removes all of them with their data. */
public final class Lab implements AutoCloseable {

    static {
        // a thread that a test left behind must not fail the wait of the next one
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Network network;
    private final Map<String, LabHost> hosts;

    private Lab(Network network, Map<String, LabHost> hosts) {
        this.network = network;
        this.hosts = hosts;
    }

    /** Returns when every host answers on its SSH port and every server that shall run answers queries. */
    public static Lab start(LabHostSpec... specs) {
        var network = Network.newNetwork();
        Map<String, LabHost> hosts = Arrays.stream(specs).collect(Collectors.toMap(LabHostSpec::name,
            spec -> new LabHost(spec, network), (one, other) -> one, LinkedHashMap::new));
        var lab = new Lab(network, hosts);
        try {
            lab.startAll();
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    public LabHost host(String name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name + " among " + hosts.keySet());
        }
        return host;
    }

    /** One more host in the same network. */
    public LabHost add(LabHostSpec spec) {
        var host = new LabHost(spec, network);
        hosts.put(spec.name(), host);
        host.start();
        return host;
    }

    @Override
    public void close() {
        hosts.values().parallelStream().forEach(LabHost::close);
        network.close();
    }

    private void startAll() {
        LabImages.tag();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = hosts.values().stream().map(host -> threads.submit(host::start)).toList();
            starting.forEach(Lab::await);
        }
    }

    private static void await(Future<?> start) {
        try {
            start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lab hosts started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lab host didn't start", e.getCause());
        }
    }
}
