package understudy.enrolment;

import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.operation.StartResult;
import understudy.topology.Host;

/**
 * Where hosts are added, changed and removed, for pages and REST. Every act writes an audit entry, refused ones too. Every method
 * may throw {@link understudy.finding.Problem} with a finding that says why not, {@code HostUnknown} among them.
 */
public interface HostDesk {

    /**
     * Adds a host: connects far enough to read its key, which then waits to be trusted.
     *
     * @throws understudy.finding.Problem HostExists, NameRefused, AddressRefused, HostUnreachable …; nothing is stored then
     */
    Host add(NewHost wanted, Actor actor);

    /** The key that the host offers at this moment, to be compared. */
    OfferedKey offeredKey(String name);

    /**
     * Trusts a host's key, for the first time or after it was changed.
     *
     * @param fingerprint what the admin compared, {@code SHA256:...}; must be what the host offers at this moment
     * @throws understudy.finding.Problem HostKeyDiffers when the host offers another key
     */
    Host trust(String name, String fingerprint, Actor actor);

    /** Logs in once with the user's password and installs the panel's key. The password is not kept. */
    void installKey(String name, String password, Actor actor);

    /**
     * Starts the operation that checks the host, makes the panel's account on its server and reads the facts.
     *
     * @param admin by whom the account is made, or null for root over the server's socket; used once and not stored
     */
    StartResult enrol(String name, @Nullable AdminLogin admin, Actor actor);

    /** Changes what the admin declared. At another address the key must be trusted anew, unless it is the same. */
    Host change(String name, HostChange change, Actor actor);

    /**
     * Forgets a host; touches nothing on it.
     *
     * @throws understudy.finding.Problem HostInCluster while a cluster has it
     */
    void remove(String name, Actor actor);

    /**
     * The key that a host shows before anybody logs in.
     *
     * @param algorithm such as {@code ssh-ed25519}
     * @param fingerprint as OpenSSH prints it, {@code SHA256:...}
     */
    record OfferedKey(String algorithm, String fingerprint) {
    }
}
