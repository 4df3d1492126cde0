package understudy.topology;

import java.util.List;
import java.util.Optional;

/** The hosts that the admin declared, as the store keeps them. */
public interface Hosts {

    Optional<Host> find(String name);

    /** All, by name. */
    List<Host> all();

    /** Adds a host. @throws understudy.finding.Problem with the code HostExists when the name is taken */
    void add(Host host);

    /** Replaces the stored host of the same name. */
    void save(Host host);

    void remove(String name);

    /**
     * The host of this name.
     *
     * @throws understudy.finding.Problem with the code {@code HostUnknown}
     */
    Host get(String name);
}
