package understudy.rails;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The servers between which an application is led: what may stand in a variable that names one. The names of variables come from
 * {@code database.yml}, whose owner needn't be allowed to read or change the file that sets them, so nothing else is read or changed there.
 *
 * @param hosts their names and addresses, IPv6 without brackets
 * @param ports where they listen
 */
public record Servers(Set<String> hosts, Set<Integer> ports) {

    /** The application's own host, from which it may just be led away. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)+");

    public Servers {
        hosts = hosts.stream().map(Servers::comparable).collect(Collectors.toUnmodifiableSet());
        ports = Set.copyOf(ports);
    }

    /** Whether this is one of them or the host itself; a server's name may have its domain behind it. */
    boolean named(String host) {
        String wanted = comparable(host);
        return LOOPBACK.contains(wanted) || hosts.contains(wanted)
                || DOMAIN.matcher(wanted).matches() && hosts.contains(wanted.substring(0, wanted.indexOf('.')));
    }

    /** Whether one of them listens there, or any server usually does. */
    boolean listenAt(String port) {
        return port.equals(Integer.toString(SourceAddress.USUAL_PORT)) || ports.stream().map(String::valueOf).anyMatch(port::equals);
    }

    /** Whether this is the URL of one of them. */
    boolean reachedBy(String url) {
        return DatabaseUrl.of(url).map(DatabaseUrl::pointing).filter(pointing -> switch (pointing) {
            case Pointing.Network network -> named(network.host());
            case Pointing.Socket here -> true;
            case Pointing.Unclear unclear -> false;
        }).isPresent();
    }

    private static String comparable(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
