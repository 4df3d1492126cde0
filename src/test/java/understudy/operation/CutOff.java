package understudy.operation;

/** The end of a panel's life in the middle of an act: nothing that the life does afterwards may reach a host or the store. */
final class CutOff extends Error {

    private static final long serialVersionUID = 1L;

    CutOff(String where) {
        super(where, null, false, false);
    }
}
