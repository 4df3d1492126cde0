package understudy.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import understudy.topology.Host;

/** What is seen, as metrics: reachable and writable as 1 or 0, lag in seconds; NaN where it is unknown. */
final class MonitorGauges {

    private final MeterRegistry registry;
    private final Board board;
    private final Set<String> bound = ConcurrentHashMap.newKeySet();

    MonitorGauges(MeterRegistry registry, Board board) {
        this.registry = registry;
        this.board = board;
    }

    /** Measures these hosts from now on. */
    void follow(List<Host> hosts) {
        hosts.stream().map(Host::name).filter(bound::add).forEach(this::bind);
    }

    private void bind(String host) {
        gauge(host, "understudy.server.reachable", seen -> seen.reachable() ? 1 : 0);
        gauge(host, "understudy.server.writable", seen -> truth(seen.writable()));
        gauge(host, "understudy.replica.lag.seconds", seen -> {
            var replication = seen.replication();
            Long lag = replication == null ? null : replication.lagMillis();
            return lag == null ? Double.NaN : lag / 1_000.0;
        });
    }

    private static double truth(@org.jspecify.annotations.Nullable Boolean known) {
        return known == null ? Double.NaN : known ? 1 : 0;
    }

    private void gauge(String host, String name, ToDoubleFunction<HostState> value) {
        Gauge.builder(name, () -> board.host(host).map(value::applyAsDouble).orElse(Double.NaN))
                .tag("host", host)
                .register(registry);
    }
}
