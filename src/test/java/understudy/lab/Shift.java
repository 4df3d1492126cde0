package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import understudy.lab.Ledger.Failure;
import understudy.lab.Ledger.Outcome;
import understudy.lab.Ledger.Sale;

/**
 * A thread that sells until it is stopped, and remembers what was said to each sale. It stays with one endpoint as long as that
 * takes sales, else it tries the next one; a sale is never tried twice under the same receipt.
 */
final class Shift implements AutoCloseable {

    /** How one sale is made; used by one thread. */
    interface Seller extends AutoCloseable {

        Answer sell(String receipt, int endpoint);

        @Override
        void close();
    }

    /** @param said what stood in the way, empty for an acknowledged sale */
    record Answer(Outcome outcome, String said) {

        static final Answer ACKNOWLEDGED = new Answer(Outcome.ACKNOWLEDGED, "");
    }

    private final long periodNanos;
    private final int endpoints;
    private final Seller seller;
    private final String name = "till-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<Sale> sales = new ArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name(name).unstarted(this::run);
    private volatile boolean closing;
    private int current;

    private Shift(Duration period, int endpoints, Seller seller) {
        this.periodNanos = period.toNanos();
        this.endpoints = endpoints;
        this.seller = seller;
    }

    /** Sells once each period, or as fast as the other side is. */
    static Shift begin(Duration period, int endpoints, Seller seller) {
        var shift = new Shift(period, endpoints, seller);
        shift.thread.start();
        return shift;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    void awaitSales(int more) {
        long goal = acknowledged() + more;
        Awaitility.await(more + " sales").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).untilAsserted(
            () -> assertThat(acknowledged()).as("sales; last refusal: %s", lastRefusal()).isGreaterThanOrEqualTo(goal));
    }

    /** Ends after the sale that is under way. */
    Ledger end() {
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
        end();
    }

    private String lastRefusal() {
        return failures.isEmpty() ? "none" : failures.getLast().said();
    }

    private void run() {
        try (seller) {
            long next = System.nanoTime();
            for (long number = 1; !closing; number++) {
                sales.add(sell(name + number));
                next = Math.max(next + periodNanos, System.nanoTime());
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private Sale sell(String receipt) {
        int endpoint = current;
        long before = System.nanoTime();
        var answer = seller.sell(receipt, endpoint);
        long after = System.nanoTime();
        if (answer.outcome() == Outcome.ACKNOWLEDGED) {
            acknowledged.incrementAndGet();
        } else {
            failures.add(new Failure(after, endpoint, answer.said()));
            current = (current + 1) % endpoints;
        }
        return new Sale(receipt, endpoint, before, after, answer.outcome());
    }
}
