package understudy.whole;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import understudy.lab.LabHost;

/**
 * Asks two servers all the time, past the panel, whether they take writes. Each look asks the first, the second and the first
 * again: open, open, open means that both were open at one moment.
 */
final class TwoOpenWatch implements AutoCloseable {

    private static final String ASK = "SELECT @@global.read_only OR @@global.super_read_only";

    private final LabHost one;
    private final LabHost other;
    private final List<String> bothOpen = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("two-open-watch").unstarted(this::watch);
    private volatile boolean closing;
    private volatile long looks;

    private TwoOpenWatch(LabHost one, LabHost other) {
        this.one = one;
        this.other = other;
    }

    static TwoOpenWatch of(LabHost one, LabHost other) {
        TwoOpenWatch watch = new TwoOpenWatch(one, other);
        watch.thread.start();
        return watch;
    }

    /** When both servers took writes; empty if never. */
    List<String> bothOpen() {
        synchronized (bothOpen) {
            return List.copyOf(bothOpen);
        }
    }

    long looks() {
        return looks;
    }

    private void watch() {
        while (!closing) {
            try (Connection first = one.jdbc(); Connection second = other.jdbc()) {
                watch(first, second);
            } catch (SQLException away) {
                // a server that restarts takes no writes; asked again at once
                Thread.onSpinWait();
            }
        }
    }

    private void watch(Connection first, Connection second) throws SQLException {
        while (!closing) {
            boolean before = isOpen(first);
            boolean meanwhile = isOpen(second);
            if (before && meanwhile && isOpen(first)) {
                synchronized (bothOpen) {
                    bothOpen.add("look " + looks + " at " + java.time.Instant.now());
                }
            }
            looks++;
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isOpen(Connection server) throws SQLException {
        try (Statement statement = server.createStatement(); ResultSet answer = statement.executeQuery(ASK)) {
            answer.next();
            return !answer.getBoolean(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
