package understudy.enrolment;

import java.time.Duration;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.SecretStatement;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;

/** An administrator of the server with a password, through the tunnel. */
record AdminDoor(String host, String user, Server server) implements AccountDoor {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public void tryOut() {
        named(() -> server.query("SELECT 1"));
    }

    @Override
    public void make(Dialect dialect, String password) {
        named(() -> {
            try (SqlSession session = server.open(LIMIT)) {
                session.execute(PanelAccount.UNLOGGED);
                boolean closed = "1".equals(session.query("SELECT @@GLOBAL.super_read_only AS closed").getFirst().get("closed"));
                if (closed) {
                    session.execute("SET GLOBAL super_read_only = OFF");
                }
                try {
                    tell(session, dialect, password);
                } finally {
                    if (closed) {
                        session.execute("SET GLOBAL super_read_only = ON");
                    }
                }
            }
        });
    }

    @Override
    public String printed() {
        return "mysql --protocol=tcp --user=" + user + " --password";
    }

    private static void tell(SqlSession session, Dialect dialect, String password) {
        for (SecretStatement login : PanelAccount.logins()) {
            session.execute(login.sql(), password);
        }
        PanelAccount.grants(dialect).forEach(session::execute);
    }

    private void named(Runnable act) {
        try {
            act.run();
        } catch (ServerRefused e) {
            throw switch (e.errorNumber()) {
                case 1045, 1698 -> new Problem(Finding.blocker("AdminLoginRefused", host,
                        "The server on " + host + " doesn't accept " + user + " with this password.",
                        "Check the administrator's user and password, and give them again.").fixedBy("give-admin-login"), e);
                case 1044, 1142, 1227, 1410 -> new Problem(Finding.blocker("AdminLoginTooWeak", host,
                        user + " may not make the panel's account on " + host + ": " + e.finding().message(),
                        "Give an administrator who may create users and give them every privilege that docs/security.md names.")
                        .fixedBy("give-admin-login"), e);
                default -> e;
            };
        } finally {
            server.close();
        }
    }
}
