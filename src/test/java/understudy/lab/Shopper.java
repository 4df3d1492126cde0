package understudy.lab;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Buys things through the application's web pages all the while. It is given one URL or several, of application hosts, a virtual
 * address or a load balancer; it stays with one as long as that confirms its sales.
 */
public final class Shopper implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Shift shift;

    private Shopper(Shift shift) {
        this.shift = shift;
    }

    /** Keeps its connection from sale to sale, as a browser does. */
    public static Shopper send(Duration period, URI... shops) {
        return new Shopper(Shift.begin(period, shops.length, new Browser(List.of(shops), PATIENCE, true)));
    }

    /** Makes a connection for each sale, as many shoppers with one sale each would. */
    public static Shopper sendAnewEachTime(Duration period, URI... shops) {
        return new Shopper(Shift.begin(period, shops.length, new Browser(List.of(shops), PATIENCE, false)));
    }

    public long confirmed() {
        return shift.acknowledged();
    }

    /** Waits until so many further sales were confirmed. */
    public void awaitSales(int more) {
        shift.awaitSales(more);
    }

    /** What it was told instead of a confirmation, in order, each with its time. */
    public List<Ledger.Failure> failures() {
        return shift.failures();
    }

    /** Ends after the sale that is under way. Its {@link Ledger#longestGapAfter(long)} is the application's outage. */
    public Ledger stop() {
        return shift.end();
    }

    @Override
    public void close() {
        shift.close();
    }
}
