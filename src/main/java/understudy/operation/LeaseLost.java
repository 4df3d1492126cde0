package understudy.operation;

/** Another runner drives this operation now: stop, and write nothing. */
final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost(Lease lease) {
        super("the lease of " + lease.key() + " in version " + lease.version() + " is not ours any more");
    }
}
