package understudy.fence;

import java.util.List;
import java.util.stream.Stream;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * Where a server was last seen to keep its files. Newer than what enrolment found: an admin may have moved them since.
 *
 * @param dataDir its data directory; empty text when it was never seen
 * @param binaryLog path of its binary log's files without their numbers; empty text when there is none or it was never seen
 */
public record ServerPlace(String dataDir, String binaryLog) {

    /** For a server that was never seen: its files and what enrolment found have to do. */
    public static final ServerPlace UNKNOWN = new ServerPlace("", "");

    private static final String USUAL = "/var/lib/mysql";

    public ServerPlace {
        dataDir = plain(dataDir);
    }

    /** Every directory that may hold this host's data, the newest knowledge first. */
    List<String> dataDirs(Host host) {
        return Stream.of(dataDir, enrolled(host)).filter(directory -> !directory.isEmpty()).distinct().toList();
    }

    /** What enrolment found. */
    public static String enrolled(Host host) {
        HostFacts facts = host.facts();
        return facts == null ? USUAL : plain(facts.dataDir());
    }

    /** Without slashes at its end. */
    public static String plain(String directory) {
        return directory.replaceAll("/+$", "");
    }
}
