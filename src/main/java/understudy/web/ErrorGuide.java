package understudy.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.HostState;

/** What the servers' error numbers mean for the person who reads them at night, and which button helps. */
public final class ErrorGuide {

    private static final Map<Integer, Advice> ADVICE = Map.ofEntries(
            Map.entry(1236, new Advice("The source no longer has the binary logs that the replica still needs, or the replica asks for a place that doesn't exist.",
                    "The replica has to be copied again; until then it falls further behind.", "Copy it again …")),
            Map.entry(1133, new Advice("The account named in a replicated statement doesn't exist on the replica.",
                    "Setting the replica up again brings the accounts along, then it goes on.", "Bring the accounts …")),
            Map.entry(1201, new Advice("The replica remembers an older source and can't start with it.",
                    "Setting it up again makes it forget the old one and follow the right one.", "Set it up again …")),
            Map.entry(1062, new Advice("A row that the source inserted is on the replica already: somebody wrote to the replica.",
                    "Check what differs. If the source is right, copy the replica again.", "Copy it again …")),
            Map.entry(1032, new Advice("A row that the source changed isn't on the replica: their data differs.",
                    "Check what differs. If the source is right, copy the replica again.", "Copy it again …")),
            Map.entry(2003, new Advice("The replica can't reach the source's port: the server is down, listens only on 127.0.0.1, or a firewall is between.",
                    "Look whether the source runs and on which address it listens; setting up again checks both.", "Check the way …")),
            Map.entry(2002, new Advice("The server can't be reached through its socket: it isn't running.",
                    "Look at why it stopped; a wrong bind-address after a change of address keeps it from starting.", "Look at the host")),
            Map.entry(1045, new Advice("The source refuses the replication account's password.",
                    "Setting the replica up again gives the account a new password on both sides.", "New password …")),
            Map.entry(2061, new Advice("The replication account wants a secure connection or the source's public key, and the replica offers neither.",
                    "Setting up again switches TLS on between them.", "Switch TLS on …")));

    private ErrorGuide() {
    }

    /** The replica's last error with its meaning and a button, or null when there is none. */
    public static @Nullable FindingView explain(HostState host, @Nullable String cluster) {
        HostState.Replication replication = host.replication();
        if (replication == null || replication.lastError() == null || replication.lastError().isBlank()) {
            return null;
        }
        int number = number(replication);
        Advice advice = ADVICE.get(number);
        Finding finding = Finding.blocker("ReplicationError" + number, host.name(),
                "Error " + number + " on " + host.name() + (advice == null ? "." : ": " + advice.meaning()),
                advice == null ? "It stays as it is until somebody mends it." : advice.remedy())
                .with(Map.of("the server says", replication.lastError()));
        FindingView view = FindingView.of(finding);
        return cluster == null || advice == null ? view
                : view.withButton(advice.button(), number == 2002 ? "/hosts/" + host.name() : "/clusters/" + cluster + "/setup?host=" + host.name());
    }

    /** Newer servers report a number of their own and put the one that everybody knows into the text. */
    private static int number(HostState.Replication replication) {
        String text = String.valueOf(replication.lastError());
        return ADVICE.keySet().stream().filter(known -> text.contains("error " + known) || text.contains("Error_code: MY-00" + known)
                || text.contains("error_code=" + known)).findFirst().orElse(replication.lastErrorNumber());
    }

    private record Advice(String meaning, String remedy, String button) {
    }
}
