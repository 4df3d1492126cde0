package understudy.remote;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** A command didn't end in time and was told to end. */
public final class CommandTimedOut extends Problem {

    private static final long serialVersionUID = 1L;

    public CommandTimedOut(Finding finding) {
        super(finding);
    }

    public CommandTimedOut(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
