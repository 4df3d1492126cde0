package understudy.remote;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** The host answers, but doesn't let the panel in. */
public final class LoginRefused extends Problem {

    private static final long serialVersionUID = 1L;

    public LoginRefused(Finding finding) {
        super(finding);
    }

    public LoginRefused(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
