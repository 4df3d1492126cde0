package understudy.topology;

import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The hosts that the admin declared, as the store keeps them. */
public interface Hosts {

    Optional<Host> find(String name);

    /** All, by name. */
    List<Host> all();

    /**
     * Returns when a new host may have this name.
     *
     * @throws Problem with the code NameRefused or HostExists
     */
    default void requireFree(String name) {
        Names.requirePlain("host", name);
        if (find(name).isPresent()) {
            throw new Problem(Finding.blocker("HostExists", name, "There is already a host " + name + ".",
                    "Choose another name, or change the existing host."));
        }
    }

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
