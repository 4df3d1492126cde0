package understudy.replication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;
import understudy.topology.Hosts;

/**
 * Closes or opens one server at once and proves it. Decides nothing: who may be opened or has to be closed is the gatekeeper's
 * and the planners' matter. Every statement has a limit of a few seconds.
 */
@Component
public final class Doors {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final int LOCK_WAIT_OVER = 1205;

    /** A commit that waits for a replica, and those that wait behind it. */
    private static final Pattern WAITING = Pattern.compile("(?i)waiting for (semi-sync ack|handler commit)");

    /** Where the values in force came from: a file since the start, or somebody's statement since then. */
    private static final String SET_BY = """
            SELECT COUNT(*) AS statements FROM performance_schema.variables_info
             WHERE variable_name IN ('read_only', 'super_read_only') AND variable_source = 'DYNAMIC'""";

    private final Reach reach;
    private final Hosts hosts;
    private final Clock clock;

    Doors(Reach reach, Hosts hosts, Clock clock) {
        this.reach = reach;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** How it ended. */
    public sealed interface Result {

        /**
         * It is so now, proven.
         *
         * @param serverStartedAt when the server process began, by the panel's clock
         */
        record Done(Instant serverStartedAt) implements Result {
        }

        /** It was so already; nothing was done. */
        record WasSo() implements Result {
        }

        /** It is not so, or that isn't known. */
        record Failed(Finding finding) implements Result {
        }
    }

    /** Refuses writes from now on. Sessions that hold it up are ended: their commits were acknowledged to nobody. */
    public Result close(String host) {
        try (SqlSession session = reach.server(host).open(LIMIT)) {
            if (ClosedServer.closedForAll(session)) {
                letIn(host);
                return new Result.WasSo();
            }
            Instant startedAt = startedAt(session);
            shutAndLetIn(session, host);
            return ClosedServer.closedForAll(session) && Gate.refusesWrites(session) ? new Result.Done(startedAt)
                    : new Result.Failed(HandOverFindings.notProvenClosed(host));
        } catch (Problem failed) {
            return new Result.Failed(failed.finding());
        }
    }

    /** What the closing failed with counts, whatever the second one says. */
    private void shutAndLetIn(SqlSession session, String host) {
        try {
            shut(session, host);
        } catch (RuntimeException first) {
            try {
                letIn(host);
            } catch (RuntimeException second) {
                first.addSuppressed(second);
            }
            throw first;
        }
        letIn(host);
    }

    private void shut(SqlSession session, String host) {
        Server server = reach.server(host);
        String closing = server.dialect().closeForWrites();
        session.execute("SET SESSION lock_wait_timeout = 1");
        try {
            session.execute(closing);
        } catch (ServerRefused held) {
            if (held.errorNumber() != LOCK_WAIT_OVER) {
                throw held;
            }
            shutHard(session, host, closing);
        }
    }

    /**
     * For a commit that waits for a replica: it can't be killed, and closing waits behind it (orchestrator's issue 1127). So
     * every application's connection is cut first, which tells nobody that a commit was done; then the waiting is ended.
     */
    private void shutHard(SqlSession session, String host, String closing) {
        session.execute("SET GLOBAL offline_mode = ON");
        cutAdministrators(session, host);
        if (!session.query("SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync_source_enabled'").isEmpty()) {
            session.execute("SET GLOBAL rpl_semi_sync_source_enabled = OFF");
        }
        session.execute(closing);
    }

    /**
     * Those stay connected all the same, and would be told that their commit is done. Some applications log in as root, so root ends
     * them: the panel's own account may not.
     */
    private void cutAdministrators(SqlSession session, String host) {
        List<String> kills = session.query("SHOW PROCESSLIST").stream()
                .filter(row -> WAITING.matcher(Objects.requireNonNullElse(row.get("State"), "")).lookingAt())
                .map(row -> reach.server(host).dialect().kill(row.number("Id"))).toList();
        if (!kills.isEmpty()) {
            RootClient.of(hosts.get(host)).end(reach.host(host), kills);
        }
    }

    /**
     * Takes {@code offline_mode} back, also where a panel that died left it on: forgotten there, it would shut out the application
     * after a later promotion. Only on a closed server: on one that still takes writes it is all that holds them off.
     */
    private void letIn(String host) {
        try (SqlSession session = reach.server(host).open(LIMIT)) {
            if (ClosedServer.closedForAll(session) && session.query("SELECT @@GLOBAL.offline_mode AS offline").getFirst().number("offline") == 1) {
                session.execute("SET GLOBAL offline_mode = OFF");
            }
        }
    }

    /**
     * Takes writes from now on, when the server is closed only because it was told so at its start. One that somebody has closed
     * since then stays closed.
     */
    public Result openAfterStart(String host) {
        try (SqlSession session = reach.server(host).open(LIMIT)) {
            if (Gate.isOpen(session)) {
                return new Result.WasSo();
            }
            if (session.query(SET_BY).getFirst().number("statements") > 0) {
                return new Result.Failed(Finding.warning("ClosedByHand", host,
                        host + " was closed by a statement since its start, so the panel doesn't open it.",
                        "Find out who closed it. To open it, run on " + host + ": sudo mysql -e \"SET GLOBAL read_only=OFF\""));
            }
            Instant startedAt = startedAt(session);
            session.execute(reach.server(host).dialect().openForWrites());
            return Gate.isOpen(session) ? new Result.Done(startedAt) : new Result.Failed(Finding.warning("StillClosed", host,
                    host + " says that it is still closed.", "Look at its error log."));
        } catch (Problem failed) {
            return new Result.Failed(failed.finding());
        }
    }

    private Instant startedAt(SqlSession session) {
        List<Row> uptime = session.query("SHOW GLOBAL STATUS LIKE 'Uptime'");
        return clock.instant().minusSeconds(uptime.isEmpty() ? 0 : uptime.getFirst().number("Value"));
    }
}
