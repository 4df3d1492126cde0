package understudy.enrolment;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.SecretStatement;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;
import understudy.remote.CommandFailed;
import understudy.remote.HostConnection;

/**
 * An administrator of the server with a password, through the tunnel. Where the server is closed even for administrators, the
 * host does it: a panel that died in between would leave the server open for them.
 *
 * @param port where the server listens on its own loopback
 */
record AdminDoor(String host, AdminLogin login, Server server, HostConnection connection, int port) implements AccountDoor {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern ERROR = Pattern.compile("ERROR (\\d+) ");

    @Override
    public void tryOut() {
        named(() -> server.query("SELECT 1"));
    }

    @Override
    public void make(Dialect dialect, String password) {
        named(() -> {
            if ("1".equals(server.query("SELECT @@GLOBAL.super_read_only AS closed").getFirst().get("closed"))) {
                connection.run(OpenedForAMoment.command(List.of("--protocol=tcp", "--host=127.0.0.1", "--port=" + port,
                        "--get-server-public-key", "--batch", "--skip-column-names", "--connect-timeout=5"), login, dialect, password));
            } else {
                tell(dialect, password);
            }
        });
    }

    @Override
    public String printed() {
        return "mysql --protocol=tcp --user=" + login.user() + " --password";
    }

    private void tell(Dialect dialect, String password) {
        try (SqlSession session = server.open(LIMIT)) {
            session.execute(PanelAccount.UNLOGGED);
            for (SecretStatement statement : PanelAccount.logins()) {
                session.execute(statement.sql(), password);
            }
            PanelAccount.grants(dialect).forEach(session::execute);
        }
    }

    private void named(Runnable act) {
        try {
            act.run();
        } catch (ServerRefused e) {
            throw named(e.errorNumber(), e.finding().message(), e);
        } catch (CommandFailed e) {
            Matcher error = ERROR.matcher(e.stderr());
            throw error.find() ? named(Integer.parseInt(error.group(1)), e.stderr().strip(), e) : e;
        } finally {
            server.close();
        }
    }

    private Problem named(int error, String said, Problem cause) {
        return switch (error) {
            case 1045, 1698 -> new Problem(Finding.blocker("AdminLoginRefused", host,
                    "The server on " + host + " doesn't accept " + login.user() + " with this password.",
                    "Check the administrator's user and password, and give them again.").fixedBy("give-admin-login"), cause);
            case 1044, 1142, 1227, 1410 -> new Problem(Finding.blocker("AdminLoginTooWeak", host,
                    login.user() + " may not make the panel's account on " + host + ": " + said,
                    "Give an administrator who may create users and give them every privilege that docs/security.md names.")
                    .fixedBy("give-admin-login"), cause);
            default -> cause;
        };
    }
}
