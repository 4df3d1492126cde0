package understudy.mysql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import understudy.mysql.ReplicaThread.State;

/** Reads the row of {@code SHOW REPLICA STATUS} of MySQL 8.4 and newer. */
final class ReplicaStatusReader {

    private ReplicaStatusReader() {
    }

    static ReplicaStatus read(Row row) {
        ReplicaThread receiver = thread(row, "Replica_IO_Running", "Last_IO_Errno", "Last_IO_Error");
        ReplicaThread applier = thread(row, "Replica_SQL_Running", "Last_SQL_Errno", "Last_SQL_Error");
        return new ReplicaStatus(
                row.text("Source_Host"),
                Math.toIntExact(row.number("Source_Port")),
                filled(row.get("Source_UUID")),
                receiver,
                applier,
                "1".equals(row.get("Auto_Position")),
                receiver.running() && applier.running() ? number(row.get("Seconds_Behind_Source")) : null,
                gtids(row.get("Retrieved_Gtid_Set")),
                gtids(row.get("Executed_Gtid_Set")),
                position(row.get("Source_Log_File"), row.get("Read_Source_Log_Pos")),
                position(row.get("Relay_Source_Log_File"), row.get("Exec_Source_Log_Pos")),
                Objects.requireNonNullElse(number(row.get("SQL_Delay")), 0L),
                raw(row));
    }

    private static ReplicaThread thread(Row row, String running, String number, String text) {
        State state = switch (row.text(running)) {
            case "Yes" -> State.RUNNING;
            case "Connecting" -> State.CONNECTING;
            default -> State.STOPPED;
        };
        String errorText = row.get(text);
        return new ReplicaThread(state, Math.toIntExact(row.number(number)), errorText == null ? "" : errorText);
    }

    /** The server says 0 even when its receiver has lost the source, so the number only counts while both threads run. */
    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static GtidSet gtids(@Nullable String text) {
        return text == null ? GtidSet.empty() : GtidSet.of(text);
    }

    private static @Nullable Position position(@Nullable String file, @Nullable String offset) {
        return file == null || file.isEmpty() || offset == null ? null : new Position(file, Long.parseLong(offset));
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Map<String, String> raw(Row row) {
        Map<String, String> all = new LinkedHashMap<>();
        row.values().forEach((name, value) -> all.put(name, value == null ? "" : value));
        return all;
    }
}
