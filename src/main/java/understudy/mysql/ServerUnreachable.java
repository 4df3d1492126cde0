package understudy.mysql;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** The server gives no answer: stopped, cut off, or it didn't answer in time. Says nothing about whether it lives. */
public final class ServerUnreachable extends Problem {

    private static final long serialVersionUID = 1L;

    ServerUnreachable(Finding finding) {
        super(finding);
    }

    public ServerUnreachable(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
