package understudy.mysql;

/** TEMPORARY shape; the mysql room's owner fills it: MySQL's {@code UUID[:tag]:interval} sets, normalised. */
public final class GtidSet {

    private final String text;

    private GtidSet(String text) {
        this.text = text;
    }

    public static GtidSet of(String text) {
        return new GtidSet(text.replaceAll("\\s", ""));
    }

    public static GtidSet empty() {
        return new GtidSet("");
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether every transaction of the other set is in this one. */
    public boolean contains(GtidSet other) {
        throw new UnsupportedOperationException("not yet");
    }

    /** What this set has and the other has not. */
    public GtidSet minus(GtidSet other) {
        throw new UnsupportedOperationException("not yet");
    }

    /** How many transactions it names. */
    public long count() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public String toString() {
        return text;
    }
}
