package understudy.finding;

/**
 * An unexpected end that carries its finding: what happened and what a person can do about it. Each room has its own kinds
 * (the host can't be reached, the server refused a statement); whoever catches one can show {@link #finding()} as it is.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public Problem(Finding finding) {
        super(finding.message());
        this.finding = finding;
    }

    public Problem(Finding finding, Throwable cause) {
        super(finding.message(), cause);
        this.finding = finding;
    }

    /** What happened, and what to do now. */
    public Finding finding() {
        return finding;
    }
}
