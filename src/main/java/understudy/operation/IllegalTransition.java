package understudy.operation;

/** Somebody tried to bring an operation or a step where it can't be from here: a bug, or a button pressed too late. */
final class IllegalTransition extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    IllegalTransition(String what, Enum<?> from, Enum<?> to) {
        super(what + " is " + from + " and can't become " + to);
    }
}
