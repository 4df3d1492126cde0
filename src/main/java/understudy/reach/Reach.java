package understudy.reach;

import understudy.mysql.Server;
import understudy.remote.HostConnection;

/**
 * From a host's name to connections that stand open. Sessions are kept and shared; don't close what you get here.
 *
 * <p>Every method throws {@link understudy.finding.Problem} with a finding that says why there is no connection: unknown host,
 * key not trusted or changed, login refused, unreachable, no panel account yet.
 */
public interface Reach {

    /** The kept SSH session of a host, opened anew when it was lost. */
    HostConnection host(String hostName);

    /** The server of an enrolled host, reached through the host's SSH session with the panel's own account. */
    Server server(String hostName);

    /** Forgets the host's connections, for example after its address or key was changed. */
    void forget(String hostName);
}
