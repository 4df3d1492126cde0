package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.lab.LabLoadBalancer;
import understudy.lab.Shopper;

/**
 * How long a customer of the shop on mercury waits in a switchover, by what leads the shop to the new source, beside how long the database
 * took no writes. Run by {@code bench/switchover/run}.
 */
@Tag("bench")
class RouteBench {

    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Path RESULT = Path.of("target/bench-switchover.txt");

    @TempDir
    private static Path data;

    /** What leads the shops to the source. */
    private enum Way {

        DATABASE_YML(pair -> {
            Shops.routeFiles(pair);
            Shops.lead(pair);
        }, "shop"),

        VIRTUAL_IP(pair -> {
            String address = Shops.routeAddress(pair);
            Shops.lead(pair);
            pointTo(pair, address);
        }, "database"),

        HAPROXY(pair -> {
            LabHost juno = pair.lab.add(LabHostSpec.host("juno").image(LabImage.HAPROXY));
            LabLoadBalancer.on(juno, pair.mercury, pair.uranus, pair.panel.uri("/").getPort());
            pointTo(pair, juno.replicationAddress());
        }, null);

        private final Consumer<Pair> begin;
        private final String route;

        Way(Consumer<Pair> begin, String route) {
            this.begin = begin;
            this.route = route;
        }

        private static void pointTo(Pair pair, String address) {
            Stream.of(pair.mercury, pair.uranus).map(Shops::on).forEach(shop -> shop.pointTo(address));
        }
    }

    private record Outage(double application, double database) {
    }

    @Test
    void measuresWhatACustomerWaits() throws Exception {
        int rounds = Integer.getInteger("understudy.bench.rounds", 10);
        List<Way> ways = Stream.of(System.getProperty("understudy.bench.routes", "").split(" ")).filter(name -> !name.isEmpty()).map(Way::valueOf).toList();
        try (Pair pair = Shops.start(data)) {
            for (Way way : ways) {
                way.begin.accept(pair);
                List<Outage> outages = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    outages.add(to(pair, "uranus"));
                    outages.add(to(pair, "mercury"));
                }
                tell(way, outages);
                if (way.route != null) {
                    Shops.forget(pair, way.route);
                }
            }
        }
    }

    /** The shopper stays with one shop, as its customers do. */
    private static Outage to(Pair pair, String candidate) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        try (Shopper shopper = Shopper.send(PERIOD, Shops.on(pair.mercury).url())) {
            shopper.awaitSales(100);
            long begun = System.nanoTime();
            JsonNode done = Shops.promote(pair, candidate);
            shopper.awaitSales(100);
            assertThat(Shops.on(pair.mercury).server()).isEqualTo(candidate);
            return new Outage(shopper.stop().longestGapAfter(begun) / 1e6, done.at("/result/writeOutageMillis").asDouble());
        }
    }

    private static void tell(Way way, List<Outage> outages) throws Exception {
        String line = String.format(Locale.ROOT, "outage by %s, median (min to max) of %d: application %s, database %s, load %s%n", way,
                outages.size(), told(outages.stream().map(Outage::application)), told(outages.stream().map(Outage::database)),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        Files.writeString(RESULT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String told(Stream<Double> millis) {
        List<Double> sorted = millis.sorted().toList();
        return String.format(Locale.ROOT, "%.1f ms (%.1f to %.1f)", sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
    }
}
