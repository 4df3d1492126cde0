package understudy.rails;

import java.util.regex.Pattern;

/**
 * Where an application is to find its database. Never {@code localhost}: the client library takes that for "use the socket",
 * whatever port stands beside it.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port where the server listens
 */
public record SourceAddress(String host, int port) {

    /** Where a client goes when it is told no port. */
    static final int USUAL_PORT = 3306;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+");

    public SourceAddress {
        if (!HOST.matcher(host).matches() || host.equalsIgnoreCase("localhost")) {
            throw new IllegalArgumentException("not an address that an application on another host could use: " + host);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
