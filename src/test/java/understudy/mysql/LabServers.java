package understudy.mysql;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import understudy.lab.LabHost;

/** Servers of the lab as the panel sees them, with the account that enrolment makes; past SSH. */
public final class LabServers {

    /** Has every character that could end a text somewhere. */
    public static final String PASSWORD = "p'\"`$ \\ü?%s";

    /** Leads to the server's loopback port, as an SSH session would. */
    private static final int DOOR = 13307;

    private LabServers() {
    }

    /** Makes the panel's account with exactly its privileges, opens the way to the server and connects. */
    public static Server panel(LabHost host) {
        StringBuilder sql = new StringBuilder("SET sql_log_bin=0;");
        Dialect dialect = Dialect.of(host.sql("SELECT VERSION()"), host.name());
        for (String from : PanelPrivileges.HOSTS) {
            sql.append("CREATE USER IF NOT EXISTS ").append(Sql.account(PanelPrivileges.USER, from))
                    .append(" IDENTIFIED BY ").append(Sql.text(PASSWORD)).append(";");
            PanelPrivileges.of(dialect).statements(PanelPrivileges.USER, from).forEach(grant -> sql.append(grant).append(';'));
        }
        host.sql(sql.toString());
        host.exec("setsid socat TCP-LISTEN:" + DOOR + ",fork,reuseaddr TCP:127.0.0.1:3306 < /dev/null > /dev/null 2>&1 & sleep 0.2");
        return proven(host, certificate(host));
    }

    public static Server as(LabHost host, String user, String password) {
        return new Servers().connect(host.name(), timeout -> open(host, timeout), 3306, user, () -> password);
    }

    /** As the panel has it read at enrolment. */
    static String certificate(LabHost host) {
        return ServerCertificate.read(Base64.getDecoder().decode(host.exec("base64 -w 0 /var/lib/mysql/server-cert.pem"))).orElseThrow();
    }

    /** As {@link #panel} left it, with a server that has to prove itself. */
    public static Server proven(LabHost host, String fingerprint) {
        return new Servers().connect(host.name(), timeout -> open(host, timeout), 3306, PanelPrivileges.USER, () -> PASSWORD,
                () -> Optional.of(fingerprint));
    }

    private static Socket open(LabHost host, Duration timeout) throws java.io.IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host.address(), DOOR), Math.toIntExact(timeout.toMillis()));
        return socket;
    }
}
