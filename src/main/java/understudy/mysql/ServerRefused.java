package understudy.mysql;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** The server answered with an error: it lives, and says no. */
public final class ServerRefused extends Problem {

    private static final long serialVersionUID = 1L;

    private final int errorNumber;
    private final String sqlState;

    public ServerRefused(Finding finding, int errorNumber, String sqlState, Throwable cause) {
        super(finding, cause);
        this.errorNumber = errorNumber;
        this.sqlState = sqlState;
    }

    /** The server's error number, such as 1290 for a write on a closed server. */
    public int errorNumber() {
        return errorNumber;
    }

    public String sqlState() {
        return sqlState;
    }
}
