package understudy.rescue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import understudy.mysql.GtidSet;
import understudy.mysql.Server;
import understudy.operation.Journal;
import understudy.remote.CommandFailed;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/**
 * Applies saved transactions to a server with their own GTIDs, by the server's own client as root. One that can't be applied is
 * left out as a whole, and the next is tried; what the server has already, it skips by itself.
 */
final class Application {

    private static final Duration END = Duration.ofMinutes(30);
    /** For locks that somebody else on the candidate holds: nobody may keep all writers waiting for his. */
    private static final Duration LOCKS = Duration.ofSeconds(10);
    private static final int TRIES = 3;
    /** From the first quotation mark on: a value may hold such marks itself. */
    private static final Pattern QUOTED = Pattern.compile("(?<![A-Za-z])['\"`].*", Pattern.DOTALL);
    private static final Pattern PASSING = Pattern.compile("ERROR (1205|1213) ");

    private final HostConnection host;
    private final Server server;
    private final String socket;
    private final Journal journal;

    Application(HostConnection host, Server server, String socket, Journal journal) {
        this.host = host;
        this.server = server;
        this.socket = socket;
        this.journal = journal;
    }

    /** One that can't be applied. @param why in the server's words */
    record Refused(String gtid, String why) {
    }

    /** Applies all that can be; answers with the others. */
    List<Refused> apply(SavedTransactions saved) {
        List<Refused> refused = new ArrayList<>();
        int next = 0;
        int tries = 0;
        while (next < saved.transactions().size()) {
            String error = run(saved, next);
            // whatever the client said: it may have been cut short without a word
            int stuck = firstMissing(saved, next);
            if (stuck == saved.transactions().size()) {
                break;
            }
            tries = stuck == next || tries == 0 ? tries + 1 : 1;
            if ((error.isEmpty() || PASSING.matcher(error).find()) && tries < TRIES) {
                next = stuck;
                continue;
            }
            String gtid = saved.transactions().get(stuck).gtid();
            journal.say("The transaction " + gtid + " can't be applied: " + withoutValues(error));
            refused.add(new Refused(gtid, error.isEmpty() ? "the client ended before it, without an error" : error));
            next = stuck + 1;
            tries = 0;
        }
        return refused;
    }

    /** The journal is for everybody who may look; what the application's rows hold stands in the kept file only. */
    static String withoutValues(String error) {
        return QUOTED.matcher(error).replaceFirst("…");
    }

    private int firstMissing(SavedTransactions saved, int from) {
        GtidSet executed = server.gtidExecuted();
        for (int i = from; i < saved.transactions().size(); i++) {
            SavedTransactions.Transaction one = saved.transactions().get(i);
            if (one.whole() && !executed.contains(GtidSet.of(one.gtid()))) {
                return i;
            }
        }
        return saved.transactions().size();
    }

    /** What the server said against it, or nothing. */
    private String run(SavedTransactions saved, int first) {
        try (RunningCommand client = host.start(client())) {
            try (OutputStream input = client.stdin()) {
                saved.writeFrom(first, input);
            } catch (IOException ended) {
                // the client ended at an error: it says which below
                journal.say("The server took no more.");
            }
            client.await(END);
            return "";
        } catch (CommandFailed failed) {
            return failed.stderr().strip().lines().filter(line -> line.startsWith("ERROR")).findFirst().orElseThrow(() -> failed);
        }
    }

    private RemoteCommand<String> client() {
        return RemoteCommand.of("mysql", "--socket=" + socket, "--binary-mode", "--batch", "--default-character-set=utf8mb4",
                "--max-allowed-packet=1G", "--init-command=SET SESSION lock_wait_timeout = " + LOCKS.toSeconds()
                        + ", SESSION innodb_lock_wait_timeout = " + LOCKS.toSeconds()).asRootUser();
    }
}
