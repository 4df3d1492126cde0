package understudy.mysql;

import java.util.Comparator;

/**
 * Who numbers a series of transactions: a server, and within it a tag.
 *
 * @param uuid of the server, in lower case
 * @param tag in lower case, empty for the usual series
 */
record GtidOrigin(String uuid, String tag) implements Comparable<GtidOrigin> {

    private static final Comparator<GtidOrigin> ORDER =
            Comparator.comparing(GtidOrigin::uuid).thenComparing(GtidOrigin::tag);

    @Override
    public int compareTo(GtidOrigin other) {
        return ORDER.compare(this, other);
    }
}
