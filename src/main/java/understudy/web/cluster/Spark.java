package understudy.web.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line without axes: {@value WIDTH} wide, {@value HEIGHT} high, broken where nothing is known. */
final class Spark {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 30;
    private static final int POINTS = 120;
    private static final long LEAST_SCALE_MILLIS = 500;

    private Spark() {
    }

    /** The path of the values, oldest first; empty when none is known. */
    static String path(List<@Nullable Long> values) {
        if (values.stream().allMatch(Objects::isNull)) {
            return "";
        }
        long top = Math.max(LEAST_SCALE_MILLIS, values.stream().filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0));
        int group = Math.max(1, values.size() / POINTS);
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int from = 0; from < values.size(); from += group) {
            long worst = worst(values, from, Math.min(values.size(), from + group));
            if (worst >= 0) {
                path.append(drawing ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f",
                        (double) WIDTH * from / Math.max(1, values.size() - group), HEIGHT - 1 - (HEIGHT - 2.0) * worst / top));
            }
            drawing = worst >= 0;
        }
        return path.toString();
    }

    private static long worst(List<@Nullable Long> values, int from, int to) {
        return values.subList(from, to).stream().filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(-1);
    }
}
