package understudy.remote;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** The host gives no answer, or the session to it was lost. */
public final class HostUnreachable extends Problem {

    private static final long serialVersionUID = 1L;

    public HostUnreachable(Finding finding) {
        super(finding);
    }

    public HostUnreachable(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
