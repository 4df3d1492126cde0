package understudy.enrolment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.remote.CommandFailed;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** The server's root over its socket, by root of the host. */
record RootDoor(String host, HostConnection connection, String socket) implements AccountDoor {

    private static final Pattern ERROR = Pattern.compile("ERROR (\\d+) ");

    @Override
    public void tryOut() {
        run(RemoteCommand.of(mysql("-e", "SELECT 1")).asRootUser());
    }

    @Override
    public void make(Dialect dialect, String password) {
        run(OpenedForAMoment.command(words(), null, dialect, password));
    }

    @Override
    public String printed() {
        return RemoteCommand.of(mysql()).asRootUser().printed();
    }

    private List<String> mysql(String... more) {
        List<String> all = new ArrayList<>(List.of("mysql"));
        all.addAll(words());
        all.addAll(List.of(more));
        return all;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("--batch", "--skip-column-names", "--connect-timeout=5"));
        if (!socket.isEmpty()) {
            words.add("--socket=" + socket);
        }
        return words;
    }

    private void run(RemoteCommand<String> command) {
        try {
            connection.run(command);
        } catch (CommandFailed e) {
            throw new Problem(finding(e), e);
        }
    }

    private Finding finding(CommandFailed failed) {
        Matcher error = ERROR.matcher(failed.stderr());
        String said = failed.stderr().strip();
        return switch (error.find() ? error.group(1) : "") {
            case "1045", "1698" -> Finding.blocker("RootSocketRefused", host,
                    "The server on " + host + " doesn't let root in over its socket without a password: " + said,
                    "Give an administrator's user and password; they are used once and not kept.").fixedBy("give-admin-login");
            case "2002" -> Finding.blocker("SocketMissing", host,
                    "The server on " + host + " doesn't answer on its socket: " + said,
                    "Start the server, or give the socket's path in the host's settings.");
            default -> failed.finding().code().equals("CommandFailed")
                    ? Finding.blocker("PanelAccountRefused", host,
                            "The server on " + host + " refused the panel's account: " + said, "Read the server's words; then try again.")
                    : failed.finding();
        };
    }
}
