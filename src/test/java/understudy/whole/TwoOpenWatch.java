package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import understudy.lab.LabHost;

/**
 * Whether two servers take writes at the same time. Each is asked by itself, so that one out of reach hides nothing of the other.
 * Only what is certain counts: two answers are never from the same instant.
 */
final class TwoOpenWatch implements AutoCloseable {

    /** What the looks at a server that can be reached must be apart on the average, or the watch has proven nothing. */
    private static final Duration APART = Duration.ofMillis(20);

    private static final String ASK = "SELECT @@global.read_only OR @@global.super_read_only";

    private final LabHost one;
    private final DoorWatch first;
    private final DoorWatch second;
    private final long begun = System.nanoTime();

    private TwoOpenWatch(LabHost one, LabHost other) {
        this.one = one;
        this.first = new DoorWatch(one);
        this.second = new DoorWatch(other);
    }

    static TwoOpenWatch of(LabHost one, LabHost other) {
        TwoOpenWatch watch = new TwoOpenWatch(one, other);
        watch.first.start();
        watch.second.start();
        return watch;
    }

    /**
     * A time in which both took writes.
     *
     * @param after from the beginning of the watch
     * @param atLeast for how long it is certain
     */
    record Both(Duration after, Duration atLeast) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "both took writes %.3f s after the watch began, for at least %d ms", after.toMillis() / 1_000.0,
                    atLeast.toMillis());
        }
    }

    /** When both servers took writes; empty if never. */
    List<Both> bothOpen() {
        List<Both> both = new ArrayList<>();
        for (OpenStretch here : first.open()) {
            second.open().stream().filter(here::meets).forEach(there -> both.add(new Both(
                    Duration.ofNanos(Math.max(here.firstAnswered(), there.firstAnswered()) - begun), here.with(there))));
        }
        return both;
    }

    /** Since it began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How often both answered at least. */
    long looks() {
        return Math.min(first.looks(), second.looks());
    }

    /** How often this server answered. */
    long looksAt(LabHost host) {
        return of(host).looks();
    }

    /** For how long this server was seen open the last time that it was. */
    Duration lastOpen(LabHost host) {
        List<OpenStretch> open = of(host).open();
        return open.isEmpty() ? Duration.ZERO : open.getLast().length();
    }

    private DoorWatch of(LabHost host) {
        return host == one ? first : second;
    }

    /** Fails when this server, which could be reached all the time, was not asked often enough: then the watch may have missed it. */
    void hasLookedAt(LabHost host) {
        assertThat(looksAt(host)).as("looks, should each be within %d ms of the last: %s", APART.toMillis(), this)
                .isGreaterThanOrEqualTo(elapsed().dividedBy(APART));
    }

    static boolean isOpen(Connection server) throws SQLException {
        try (Statement statement = server.createStatement(); ResultSet answer = statement.executeQuery(ASK)) {
            answer.next();
            return !answer.getBoolean(1);
        }
    }

    @Override
    public String toString() {
        return first.told() + "; " + second.told() + "; in " + elapsed().toMillis() + " ms";
    }

    @Override
    public void close() throws InterruptedException {
        first.close();
        second.close();
    }
}
