package understudy.remote;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** A command on a host ended with a status that is no answer. */
public final class CommandFailed extends Problem {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final String command;
    private final String stderr;

    public CommandFailed(Finding finding, int exitStatus, String command, String stderr) {
        super(finding);
        this.exitStatus = exitStatus;
        this.command = command;
        this.stderr = stderr;
    }

    public int exitStatus() {
        return exitStatus;
    }

    /** The command as printed, secrets left out. */
    public String command() {
        return command;
    }

    /** What it said, secrets masked. */
    public String stderr() {
        return stderr;
    }
}
