package understudy.routing;

import java.util.ArrayList;
import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Journal;
import understudy.rails.SourceAddress;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.remote.RemoteCommand;

/** What could keep an application from being led to a server, or from working with it then. Changes nothing. */
final class ApplicationCheck {

    private static final String KNOCK = "exec 3<>\"/dev/tcp/$1/$2\"";

    private final String hostName;
    private final SourceAddress target;
    private final Logins logins;

    /** What would keep an account of the application's from working with the server in question. */
    interface Logins {

        /** @throws Problem when that server can't be asked */
        List<Finding> wanting(String user);
    }

    ApplicationCheck(String hostName, SourceAddress target, Logins logins) {
        this.hostName = hostName;
        this.target = target;
        this.logins = logins;
    }

    /** Looks at everything. @throws Problem with the first thing that stands in the way */
    void require(HostConnection host, ApplicationEdits.Edits files, Journal journal) {
        for (ApplicationEdits.FileEdit file : files.files()) {
            file.refused().ifPresent(finding -> {
                throw new Problem(finding);
            });
            requireReplaceable(host, file.path());
        }
        requireAnswer(host);
        for (Finding finding : wanting(files)) {
            if (finding.blocks()) {
                throw new Problem(finding);
            }
            journal.say(finding.message() + " " + finding.hint());
        }
    }

    private void requireReplaceable(HostConnection host, String path) {
        if (!host.run(ApplicationFiles.replaceable(path))) {
            throw new Problem(Finding.blocker("DatabaseYmlNotItsOwn", hostName, "The user who owns the directory of " + path + " on "
                    + hostName + " can't replace that file so that its owner and group stay.",
                    "Let this user own the file and be in its group (chown, usermod -aG), or use a hook."));
        }
    }

    private void requireAnswer(HostConnection host) {
        if (!host.run(RemoteCommand.of("timeout", "5", "bash", "-c", KNOCK, "understudy", target.host(), Integer.toString(target.port()))
                .accepting(0, 1, 124).answering(output -> output.exitStatus() == 0))) {
            throw new Problem(Finding.blocker("ApplicationCantReach", hostName, "From " + hostName + ", nothing answers at " + target + ".",
                    "Let the server listen there (bind-address) and let " + hostName + " through the firewall, then try again."));
        }
    }

    /** The same of the accounts alone, and of no server that isn't there to be asked: that is told elsewhere. */
    List<Finding> foreseen(ApplicationEdits.Edits files) {
        try {
            return wanting(files);
        } catch (HostUnreachable | ServerUnreachable away) {
            return List.of();
        } catch (Problem unseen) {
            return List.of(unseen.finding());
        }
    }

    private List<Finding> wanting(ApplicationEdits.Edits files) {
        List<Finding> found = new ArrayList<>();
        files.users().forEach(user -> found.addAll(logins.wanting(user)));
        return found;
    }
}
