package understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** HAProxy on a host of the kind {@link LabImage#HAPROXY}, with {@code docs/haproxy.cfg} word for word but for its addresses. */
public final class LabLoadBalancer {

    private final LabHost host;

    private LabLoadBalancer(LabHost host) {
        this.host = host;
    }

    /**
     * Starts it in front of the documented cluster {@code secondhand} of mercury and uranus.
     *
     * @param panelPort where the panel listens on this machine; not on loopback alone
     */
    public static LabLoadBalancer on(LabHost host, LabHost mercury, LabHost uranus, int panelPort) {
        var balancer = new LabLoadBalancer(host);
        balancer.start(documented().replace("192.0.2.11", mercury.replicationAddress()).replace("192.0.2.12", uranus.replicationAddress())
            .replace("192.0.2.10:8080", host.exec("ip route | awk '/^default/ {print $3}'") + ":" + panelPort));
        return balancer;
    }

    /** A connection for the application's account to whatever server is behind it now. */
    public String applicationUrl() {
        return "jdbc:mysql://" + host.address() + ":3306/secondhand_production"
            + "?sslMode=REQUIRED&connectTimeout=2000&socketTimeout=5000&user=secondhand&password=a%20bazaar's%20secret";
    }

    private void start(String configuration) {
        host.exec("cat > /etc/haproxy/haproxy.cfg <<'CFG'\n" + configuration + "CFG\nhaproxy -c -q -f /etc/haproxy/haproxy.cfg && service haproxy start");
    }

    private static String documented() {
        try {
            return Files.readString(Path.of("docs/haproxy.cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
