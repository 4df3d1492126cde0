package understudy.mysql;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of transactions, named as MySQL names them: {@code UUID:1-5:7}, and with tags (from 8.3) {@code UUID:1-5:tag:1-3}.
 * Normalised and immutable: two sets are equal when they name the same transactions, however they were written.
 */
public final class GtidSet {

    private static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

    /** Never holds an empty interval list. */
    private final SortedMap<GtidOrigin, Intervals> byOrigin;

    private GtidSet(SortedMap<GtidOrigin, Intervals> byOrigin) {
        this.byOrigin = byOrigin;
    }

    /**
     * Reads a set as servers and people write it; blanks, line ends, case and order don't matter.
     *
     * @throws IllegalArgumentException when the text is no GTID set
     */
    public static GtidSet of(String text) {
        return of(GtidText.read(text));
    }

    static GtidSet of(Map<GtidOrigin, Intervals> byOrigin) {
        TreeMap<GtidOrigin, Intervals> filled = new TreeMap<>(byOrigin);
        filled.values().removeIf(Intervals::isEmpty);
        return filled.isEmpty() ? EMPTY : new GtidSet(filled);
    }

    public static GtidSet empty() {
        return EMPTY;
    }

    public boolean isEmpty() {
        return byOrigin.isEmpty();
    }

    /** Whether every transaction of the other set is in this one. */
    public boolean contains(GtidSet other) {
        return other.minus(this).isEmpty();
    }

    /** What this set has and the other has not. */
    public GtidSet minus(GtidSet other) {
        TreeMap<GtidOrigin, Intervals> left = new TreeMap<>(byOrigin);
        left.replaceAll((origin, mine) -> mine.minus(other.byOrigin.getOrDefault(origin, Intervals.NONE)));
        return of(left);
    }

    /** What either has. */
    public GtidSet union(GtidSet other) {
        TreeMap<GtidOrigin, Intervals> both = new TreeMap<>(byOrigin);
        other.byOrigin.forEach((origin, theirs) -> both.merge(origin, theirs, Intervals::union));
        return of(both);
    }

    /** What both have. */
    public GtidSet intersection(GtidSet other) {
        return minus(minus(other));
    }

    /** Without everything that this server numbered, under whatever tag. */
    public GtidSet withoutOrigin(String uuid) {
        TreeMap<GtidOrigin, Intervals> left = new TreeMap<>(byOrigin);
        left.keySet().removeIf(origin -> origin.uuid().equalsIgnoreCase(uuid));
        return of(left);
    }

    /** How many transactions it names. */
    public long count() {
        return byOrigin.values().stream().mapToLong(Intervals::count).sum();
    }

    /** How this set stands to the other. */
    public Relation relationTo(GtidSet other) {
        boolean holdsIt = contains(other);
        boolean isHeld = other.contains(this);
        if (holdsIt && isHeld) {
            return Relation.EQUAL;
        }
        if (holdsIt || isHeld) {
            return holdsIt ? Relation.CONTAINS : Relation.CONTAINED;
        }
        return intersection(other).isEmpty() ? Relation.DISJOINT : Relation.INTERSECTS;
    }

    /** How two sets can stand to each other; an empty set is contained in every other. */
    public enum Relation {
        EQUAL,
        /** This one has all of the other, and more. */
        CONTAINS,
        /** The other has all of this one, and more. */
        CONTAINED,
        /** Each has something that the other lacks, and they share something. */
        INTERSECTS,
        /** They share nothing. */
        DISJOINT
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GtidSet set && byOrigin.equals(set.byOrigin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(byOrigin);
    }

    /** As MySQL prints it, on one line. */
    @Override
    public String toString() {
        return GtidText.print(byOrigin);
    }
}
