package understudy.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What enrolment found on a host; sizes in bytes. Read again by a new enrolment; what changes from second to second is the
 * monitor's.
 *
 * @param os such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param flavour such as {@code MySQL}
 * @param version such as {@code 9.7.4}
 * @param serverId the server's number
 * @param serverUuid the server's UUID, empty where the flavour has none
 * @param bindAddress where it listens
 * @param logBin whether it keeps a binary log
 * @param gtidMode such as {@code ON}, empty where the flavour has none
 * @param socket the socket in use
 * @param dataDir the data directory
 * @param serviceName what {@code service … restart} wants, such as {@code mysql}
 * @param supervised whether a supervisor starts a killed server again
 * @param optionFiles the option files in effect, in the order in which they are read
 * @param databases sizes by name, without the server's own databases
 * @param freeBytes free space where the data lies
 * @param tools paths by name of the tools that are there (mysqldump, mysqlbinlog, gzip, zstd, pigz …)
 * @param secondhand the application's {@code database.yml} and its database, or null when there is none
 * @param readAt when
 */
public record HostFacts(
        String os,
        String flavour,
        String version,
        long serverId,
        String serverUuid,
        String bindAddress,
        boolean logBin,
        String gtidMode,
        String socket,
        String dataDir,
        String serviceName,
        boolean supervised,
        List<String> optionFiles,
        Map<String, Long> databases,
        long freeBytes,
        Map<String, String> tools,
        @Nullable Secondhand secondhand,
        Instant readAt) {

    /**
     * The application as found.
     *
     * @param databaseYml path of the file
     * @param database the database of its production group, or null when it couldn't be told
     */
    public record Secondhand(String databaseYml, @Nullable String database) {
    }
}
