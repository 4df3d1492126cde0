package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import understudy.lab.Ledger.Outcome;
import understudy.lab.Ledger.Sale;

/**
 * Sells like a till on market day, and remembers what the server said to each sale. It stays with one server as long as that
 * takes sales, else it tries the next one; a sale is never tried twice under the same receipt.
 */
public final class Till implements AutoCloseable {

    private final List<String> endpoints;
    private final Connection[] connections;
    private final long periodNanos;
    private final String name = "till-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<Sale> sales = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name(name).unstarted(this::run);
    private volatile boolean closing;
    private volatile String lastRefusal = "none";
    private int current;

    private Till(Duration period, List<String> endpoints) {
        this.periodNanos = period.toNanos();
        this.endpoints = List.copyOf(endpoints);
        this.connections = new Connection[endpoints.size()];
    }

    /** Starts to sell at the first host that takes it, one sale each period (or as fast as the server is). */
    public static Till open(Duration period, LabHost... hosts) {
        var till = new Till(period, Arrays.stream(hosts).map(LabHost::applicationUrl).toList());
        till.thread.start();
        return till;
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until so many further sales were acknowledged. */
    public void awaitSales(int more) {
        long goal = acknowledged() + more;
        Awaitility.await(more + " sales").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).untilAsserted(
            () -> assertThat(acknowledged()).as("sales; last refusal: %s", lastRefusal).isGreaterThanOrEqualTo(goal));
    }

    /** Ends after the sale that is under way. */
    public Ledger stop() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Ledger(sales);
    }

    @Override
    public void close() {
        stop();
    }

    private void run() {
        long next = System.nanoTime();
        for (long number = 1; !closing; number++) {
            sales.add(sell(name + number));
            next = Math.max(next + periodNanos, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
        for (int i = 0; i < connections.length; i++) {
            hangUp(i);
        }
    }

    private Sale sell(String receipt) {
        int endpoint = current;
        long before = System.nanoTime();
        var outcome = outcomeOf(receipt);
        long after = System.nanoTime();
        if (outcome == Outcome.ACKNOWLEDGED) {
            acknowledged.incrementAndGet();
        } else {
            current = (current + 1) % endpoints.size();
        }
        return new Sale(receipt, endpoint, before, after, outcome);
    }

    private Outcome outcomeOf(String receipt) {
        boolean committing = false;
        try {
            var connection = connection();
            SaleStatements.run(connection, receipt);
            committing = true;
            connection.commit();
            return Outcome.ACKNOWLEDGED;
        } catch (SQLException e) {
            // an error that the server answered to COMMIT is a no; a lost line or an ended session leaves it open
            boolean answered = e.getSQLState() != null && !e.getSQLState().startsWith("08") && !e.getSQLState().startsWith("70");
            lastRefusal = e.toString();
            recover(answered);
            return committing && !answered ? Outcome.UNKNOWN : Outcome.REFUSED;
        }
    }

    private Connection connection() throws SQLException {
        var connection = connections[current];
        if (connection == null) {
            connection = DriverManager.getConnection(endpoints.get(current));
            connection.setAutoCommit(false);
            connections[current] = connection;
        }
        return connection;
    }

    private void recover(boolean answered) {
        var connection = connections[current];
        if (connection == null) {
            return;
        }
        try {
            if (answered) {
                connection.rollback();
                return;
            }
        } catch (SQLException e) {
            // the line is gone after all: hang up below
        }
        hangUp(current);
    }

    private void hangUp(int endpoint) {
        var connection = connections[endpoint];
        connections[endpoint] = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it was closed already, which is what we want
            }
        }
    }
}
