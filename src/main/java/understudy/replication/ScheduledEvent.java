package understudy.replication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import understudy.mysql.Sql;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * A scheduled event of a server that nobody switched off by hand.
 *
 * @param schema its database
 * @param name its name
 * @param definer whose privileges it has, {@code user@host}
 * @param offAsReplica whether it rests because the server was a replica when it got it
 * @param sqlMode under which its text was written
 * @param timeZone in which its times were written
 */
record ScheduledEvent(String schema, String name, String definer, boolean offAsReplica, String sqlMode, String timeZone) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** In hexadecimal: a name may hold anything. */
    private static final String ALL = """
            SELECT HEX(event_schema), HEX(event_name), HEX(definer), status, HEX(CAST(sql_mode AS CHAR)), HEX(time_zone)
              FROM information_schema.events WHERE status <> 'DISABLED' ORDER BY event_schema, event_name""";

    /** Read as root: a server shows events only to whom it lets change them, and the panel's own account isn't among those. */
    static List<ScheduledEvent> all(HostConnection host, RootClient root) {
        return host.run(RemoteCommand.of("mysql", "--socket=" + root.socket(), "--batch", "--skip-column-names",
                "--default-character-set=utf8mb4").asRootUser().within(LIMIT).withStdin(ALL + ";\n")).lines()
                .map(line -> read(line.split("\t", -1))).toList();
    }

    private static ScheduledEvent read(String[] columns) {
        return new ScheduledEvent(text(columns[0]), text(columns[1]), text(columns[2]), !columns[3].equals("ENABLED"),
                text(columns[4]), text(columns[5]));
    }

    private static String text(String hexadecimal) {
        return new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.UTF_8);
    }

    String fullName() {
        return Sql.name(schema) + "." + Sql.name(name);
    }

    /** Whose it is, and how its text is to be read, stay as they are: else a statement gives it those of the session. */
    List<String> switchOn() {
        int at = definer.lastIndexOf('@');
        return List.of("SET SESSION sql_mode = " + Sql.text(sqlMode) + ", time_zone = " + Sql.text(timeZone),
                "ALTER DEFINER=" + Sql.name(definer.substring(0, at)) + "@" + Sql.name(definer.substring(at + 1)) + " EVENT " + fullName() + " ENABLE");
    }
}
