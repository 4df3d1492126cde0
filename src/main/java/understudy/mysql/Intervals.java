package understudy.mysql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whole numbers from 1 on, as sorted ranges that neither touch nor overlap. Immutable. */
record Intervals(List<Range> ranges) {

    static final Intervals NONE = new Intervals(List.of());

    Intervals {
        ranges = normalised(ranges);
    }

    /** From first to last, both included. */
    record Range(long first, long last) {

        long count() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    long count() {
        return ranges.stream().mapToLong(Range::count).sum();
    }

    Intervals union(Intervals other) {
        List<Range> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return new Intervals(both);
    }

    Intervals minus(Intervals other) {
        List<Range> left = new ArrayList<>(ranges);
        for (Range taken : other.ranges) {
            left = without(left, taken);
        }
        return new Intervals(left);
    }

    private static List<Range> without(List<Range> ranges, Range taken) {
        List<Range> left = new ArrayList<>();
        for (Range range : ranges) {
            if (taken.last < range.first || taken.first > range.last) {
                left.add(range);
                continue;
            }
            if (range.first < taken.first) {
                left.add(new Range(range.first, taken.first - 1));
            }
            if (range.last > taken.last) {
                left.add(new Range(taken.last + 1, range.last));
            }
        }
        return left;
    }

    private static List<Range> normalised(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::first)).toList()) {
            Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && range.first <= before.last + 1) {
                merged.set(merged.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(":"));
    }
}
