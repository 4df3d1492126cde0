package understudy.replication;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.access.Secrets;
import understudy.finding.Explanation;
import understudy.finding.Finding;
import understudy.finding.ServerErrors;
import understudy.reach.Reach;
import understudy.remote.CommandOutput;
import understudy.remote.RemoteCommand;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * The way from a replica to its source: address, account, password; and whether it works, tried from the replica's host with the
 * server's own client. The password goes through standard input.
 */
@Component
final class SourceLogin {

    private static final Pattern ERROR = Pattern.compile("ERROR (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Reach reach;
    private final Hosts hosts;
    private final Clusters clusters;
    private final Secrets secrets;

    SourceLogin(Reach reach, Hosts hosts, Clusters clusters, Secrets secrets) {
        this.reach = reach;
        this.hosts = hosts;
        this.clusters = clusters;
        this.secrets = secrets;
    }

    /** The replication account's password, or null before there is one. Never shown. */
    @Nullable String password(String cluster) {
        String sealed = clusters.get(cluster).sealedReplicationPassword();
        return sealed == null ? null : secrets.open(sealed, Cluster.replicationPurpose(cluster));
    }

    String user(String cluster) {
        return clusters.get(cluster).replicationUser();
    }

    /** Tries to log in; empty when it works. */
    Optional<Finding> refusal(String cluster, String source, String replica) {
        String password = password(cluster);
        if (password == null) {
            return Optional.of(Finding.blocker("ReplicationAccountMissing", source,
                    "The cluster has no account for replication yet.", "Make it on the source first."));
        }
        return reach.host(replica).run(login(clusters.get(cluster), hosts.get(source), password)
                .answering(answer -> finding(answer, source, replica)));
    }

    private static RemoteCommand<String> login(Cluster cluster, Host source, String password) {
        String options = "[client]\nuser=" + quoted(cluster.replicationUser()) + "\npassword=" + quoted(password) + "\n";
        return RemoteCommand.pipe(List.of(List.of("cat"), client(source))).withStdin(options).within(LIMIT).accepting(0, 1);
    }

    private static List<String> client(Host source) {
        return List.of("mysql", "--defaults-file=/dev/stdin", "--protocol=tcp", "--connect-timeout=5", "--get-server-public-key",
                "--host=" + source.replicationAddress(), "--port=" + source.mysqlPort(), "--batch", "--execute=SELECT 1");
    }

    /** What a person would type. */
    String shown(String cluster, String source) {
        Host host = hosts.get(source);
        return RemoteCommand.of("mysql", "--protocol=tcp", "--host=" + host.replicationAddress(), "--port=" + host.mysqlPort(),
                "--user=" + user(cluster), "--password", "--execute=SELECT 1").printed();
    }

    /** A value for an option file. */
    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Optional<Finding> finding(CommandOutput answer, String source, String replica) {
        if (answer.exitStatus() == 0) {
            return Optional.empty();
        }
        return Optional.of(explained(answer.stderr().strip(), source, replica));
    }

    /** Says what the client's words mean. */
    static Finding explained(String said, String source, String replica) {
        Matcher matcher = ERROR.matcher(said);
        String text = replica + " can't log in to " + source + ": " + said;
        return (matcher.find() ? ServerErrors.ofReplication(Integer.parseInt(matcher.group(1)), said) : Optional.<Explanation>empty())
                .map(known -> Finding.blocker(known.code(), replica, text, known.advice()))
                .orElseGet(() -> Finding.blocker("SourceNotReachable", replica, text,
                        "Check the network between both, and that the source listens there."));
    }
}
