package understudy.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;

/**
 * Looks at one server over a connection that it keeps: two round trips a look, and every fifteen seconds the slow questions.
 * Used by one thread.
 */
final class HostLook implements AutoCloseable {

    private static final int LOOKS_BETWEEN_CHANNEL_CHECKS = 5;

    private final Dialect words;
    private final Clock clock;
    private final Duration settingsInterval;
    private final SqlSession session;
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable Instant settingsReadAt;
    private boolean heartbeatTable;
    private @Nullable Look before;
    private int looks;
    private volatile boolean closing;

    /** @param whenLost called when the connection is lost between two looks, so that nobody has to wait for the next */
    HostLook(Server server, Clock clock, MonitorSettings how, Runnable whenLost) {
        this.clock = clock;
        this.settingsInterval = how.settingsInterval();
        this.session = server.openToWatch(how.timeout());
        this.words = server.dialect();
        this.session.whenLost(() -> {
            if (!closing) {
                whenLost.run();
            }
        });
    }

    /**
     * Asks now.
     *
     * @param freeBytes as last read over SSH, or null
     * @param sourceLost whether a replica is to say how long it has heard nothing of its source
     * @param writesWait whether a write may be hanging: then the log's end isn't asked for, because that waits behind it
     */
    Look look(@Nullable Long freeBytes, boolean sourceLost, boolean writesWait) {
        readSettingsWhenOld();
        boolean followed = before != null && before.replica() != null;
        boolean wrote = before == null || before.writable();
        Instant startedAt = clock.instant();
        Row now = session.query(LookQuestions.now(heartbeatTable, followed, wrote, sourceLost && followed,
                semiSync())).getFirst();
        Instant answeredAt = clock.instant();
        // not super_read_only: it says ON as soon as somebody wants to close the server, long before it is closed
        boolean writable = now.number("read_only") == 0;
        settings.put("read_only", now.number("read_only") == 0 ? "OFF" : "ON");
        settings.put("super_read_only", now.number("super_read_only") == 0 ? "OFF" : "ON");
        noteSemiSync(now);
        GtidSet executed = GtidSet.of(now.text("gtid_executed"));
        ReplicaStatus replica = channel(writable);
        String position = writable && !writesWait ? logEnd() : null;
        Look look = new Look(startedAt, clock.instant(), writable, now.text("version"), now.text("server_uuid"), executed,
                position, replica, optional(now, "beat"), optional(now, "apply_micros"), settings,
                optional(now, "longest_millis"), commitsPerSecond(startedAt, executed), freeBytes,
                now.number("now_micros") - middleMicros(startedAt, answeredAt), silence(now, replica),
                optional(now, "heartbeat_millis"));
        before = look;
        looks++;
        return look;
    }

    private boolean semiSync() {
        return "ON".equals(settings.get("rpl_semi_sync_source_enabled"));
    }

    /** Whether commits wait at this moment, beside the settings that say whether they are to. */
    private void noteSemiSync(Row now) {
        String status = now.has("semi_sync_status") ? now.get("semi_sync_status") : null;
        String clients = now.has("semi_sync_clients") ? now.get("semi_sync_clients") : null;
        settings.put("rpl_semi_sync_source_status", status == null ? "OFF" : status);
        settings.put("rpl_semi_sync_source_clients", clients == null ? "0" : clients);
    }

    /** A long transaction has no marks of time while it comes in, but the place that was read up to moves. */
    private @Nullable Long silence(Row now, @Nullable ReplicaStatus replica) {
        Long micros = optional(now, "silent_micros");
        ReplicaStatus earlier = before == null ? null : before.replica();
        boolean moved = replica != null && earlier != null && !Objects.equals(replica.readPosition(), earlier.readPosition());
        return micros == null ? null : moved ? Long.valueOf(0) : Long.valueOf(Math.max(0, micros / 1_000));
    }

    /** A server that takes writes and followed nobody is asked for a channel only now and then. */
    private @Nullable ReplicaStatus channel(boolean writable) {
        boolean surelyNone = writable && before != null && before.replica() == null;
        if (surelyNone && looks % LOOKS_BETWEEN_CHANNEL_CHECKS != 0) {
            return null;
        }
        return session.query(words.showReplicaStatus()).stream().findFirst().map(words::replicaStatus).orElse(null);
    }

    private @Nullable String logEnd() {
        List<Row> end = session.query(words.showBinaryLogStatus());
        return end.isEmpty() ? null : end.getFirst().text("File") + ":" + end.getFirst().text("Position");
    }

    private void readSettingsWhenOld() {
        Instant now = clock.instant();
        if (settingsReadAt != null && now.isBefore(settingsReadAt.plus(settingsInterval))) {
            return;
        }
        for (Row row : session.query(LookQuestions.SETTINGS)) {
            String value = row.get("Value");
            settings.put(row.text("Variable_name"), value == null ? "" : value);
        }
        heartbeatTable = session.query(LookQuestions.HAS_HEARTBEAT).getFirst().number("found") > 0;
        settingsReadAt = now;
    }

    private @Nullable Double commitsPerSecond(Instant now, GtidSet executed) {
        Look last = before;
        if (last == null) {
            return null;
        }
        double seconds = Duration.between(last.startedAt(), now).toNanos() / 1e9;
        return seconds <= 0 ? null : Math.max(0, (executed.count() - last.gtidExecuted().count()) / seconds);
    }

    private static long middleMicros(Instant from, Instant to) {
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        return middle.getEpochSecond() * 1_000_000 + middle.getNano() / 1_000;
    }

    private static @Nullable Long optional(Row row, String label) {
        String value = row.has(label) ? row.get(label) : null;
        return value == null ? null : Long.valueOf(value);
    }

    @Override
    public void close() {
        closing = true;
        session.close();
    }
}
