package understudy.web.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import understudy.monitor.LagPoint;
import understudy.web.Amounts;
import understudy.web.When;

/**
 * The lag of a cluster's replicas over the last hour, thinned to what a chart can show: the worst of each few seconds.
 *
 * @param json for chart.js
 * @param spark the worst of all replicas as an SVG path 100 wide and 30 high, empty while nothing is known
 * @param now the worst lag now
 * @param worst the worst lag of the hour
 * @param worstAt when that was, or null
 */
public record LagView(String json, String spark, String now, String worst, @Nullable When worstAt) {

    private static final int STEP_SECONDS = 5;
    private static final int BUCKETS = 3600 / STEP_SECONDS;

    /** From each replica's history, by name. */
    public static LagView of(Map<String, List<LagPoint>> histories, Instant now) {
        long first = now.getEpochSecond() / STEP_SECONDS - BUCKETS + 1;
        Map<String, List<@Nullable Long>> thinned = new TreeMap<>();
        histories.forEach((name, points) -> thinned.put(name, thin(points, first)));
        List<@Nullable Long> all = worstOf(thinned.values());
        Long most = all.stream().filter(Objects::nonNull).max(Long::compare).orElse(null);
        When at = most == null || most < 1000 ? null : When.of(Instant.ofEpochSecond((first + all.indexOf(most)) * STEP_SECONDS), now);
        return new LagView(json(thinned, first), Spark.path(all), Amounts.lag(last(all)), Amounts.lag(most), at);
    }

    public boolean known() {
        return !spark.isEmpty();
    }

    private static List<@Nullable Long> thin(List<LagPoint> points, long first) {
        List<@Nullable Long> buckets = new ArrayList<>(Collections.nCopies(BUCKETS, (Long) null));
        for (LagPoint point : points) {
            int bucket = (int) (point.at().getEpochSecond() / STEP_SECONDS - first);
            Long millis = point.lagMillis();
            if (millis != null && bucket >= 0 && bucket < BUCKETS) {
                Long known = buckets.get(bucket);
                buckets.set(bucket, known == null ? millis : Long.valueOf(Math.max(known, millis)));
            }
        }
        return buckets;
    }

    private static List<@Nullable Long> worstOf(Iterable<List<@Nullable Long>> replicas) {
        List<@Nullable Long> worst = new ArrayList<>(Collections.nCopies(BUCKETS, (Long) null));
        for (List<@Nullable Long> replica : replicas) {
            for (int i = 0; i < BUCKETS; i++) {
                Long value = replica.get(i);
                Long known = worst.get(i);
                worst.set(i, known == null || value != null && value > known ? value : known);
            }
        }
        return worst;
    }

    private static @Nullable Long last(List<@Nullable Long> values) {
        return values.get(BUCKETS - 1) == null ? values.get(BUCKETS - 2) : values.get(BUCKETS - 1);
    }

    private static String json(Map<String, List<@Nullable Long>> thinned, long first) {
        StringJoiner replicas = new StringJoiner(",", "[", "]");
        thinned.forEach((name, values) -> {
            StringJoiner millis = new StringJoiner(",", "[", "]");
            values.forEach(value -> millis.add(String.valueOf(value)));
            replicas.add("{\"name\":\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"millis\":" + millis + "}");
        });
        return "{\"start\":" + first * STEP_SECONDS * 1000 + ",\"stepMillis\":" + STEP_SECONDS * 1000 + ",\"replicas\":" + replicas + "}";
    }
}
