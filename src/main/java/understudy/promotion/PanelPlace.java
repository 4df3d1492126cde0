package understudy.promotion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import understudy.topology.Host;

/** Whether the panel runs on the machine of one of the hosts: its address is one of this machine's own. */
@Component
class PanelPlace {

    private static final Logger LOG = LoggerFactory.getLogger(PanelPlace.class);
    private static final int USUAL_SSH_PORT = 22;

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    /** The first of the hosts that is this machine. A port other than 22 is taken for a forwarded one, which proves nothing. */
    Optional<String> among(List<Host> hosts) {
        return hosts.stream().filter(host -> host.sshPort() == USUAL_SSH_PORT)
                .filter(host -> known.computeIfAbsent(host.address(), PanelPlace::isHere))
                .map(Host::name).findFirst();
    }

    private static boolean isHere(String address) {
        try {
            InetAddress resolved = InetAddress.getByName(address);
            return resolved.isLoopbackAddress() || NetworkInterface.getByInetAddress(resolved) != null;
        } catch (IOException unresolved) {
            LOG.debug("{} can't be resolved: {}", address, unresolved.getMessage());
            return false;
        }
    }
}
