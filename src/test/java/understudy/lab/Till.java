package understudy.lab;

import java.time.Duration;
import java.util.Arrays;

/** Sells like a till on market day, straight into the database, and remembers what the server said to each sale. */
public final class Till implements AutoCloseable {

    private final Shift shift;

    private Till(Shift shift) {
        this.shift = shift;
    }

    /** Starts to sell at the first host that takes it, one sale each period (or as fast as the server is). */
    public static Till open(Duration period, LabHost... hosts) {
        var urls = Arrays.stream(hosts).map(LabHost::applicationUrl).toList();
        return new Till(Shift.begin(period, urls.size(), new JdbcSeller(urls)));
    }

    public long acknowledged() {
        return shift.acknowledged();
    }

    /** Waits until so many further sales were acknowledged. */
    public void awaitSales(int more) {
        shift.awaitSales(more);
    }

    /** Ends after the sale that is under way. */
    public Ledger stop() {
        return shift.end();
    }

    @Override
    public void close() {
        shift.close();
    }
}
