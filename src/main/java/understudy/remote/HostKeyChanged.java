package understudy.remote;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** The host offers another key than the pinned one: perhaps another machine. Nothing was sent to it. */
public final class HostKeyChanged extends Problem {

    private static final long serialVersionUID = 1L;

    public HostKeyChanged(Finding finding) {
        super(finding);
    }

    public HostKeyChanged(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
