package understudy.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.operation.Outcome;
import understudy.replication.LabPair;

/** How long each way of copying takes, on the same two hosts and in turns. Run by {@code bench/copy/run}; not one of the tests. */
@Tag("lab")
class CopyBench {

    private static final Path RESULT = Path.of("target/bench-copy.txt");

    @TempDir
    private static Path data;

    @Test
    void measures() throws IOException {
        int megabytes = Integer.getInteger("bench.megabytes", 1024);
        int rounds = Integer.getInteger("bench.rounds", 2);
        Map<CopyWay, List<Duration>> times = new EnumMap<>(CopyWay.class);
        try (LabPair pair = new LabPair(data, megabytes)) {
            for (int round = 0; round < rounds; round++) {
                // the order changes each time: the first copy also warms the panel and the source
                List<CopyWay> order = List.of(CopyWay.CLASSIC, CopyWay.STREAM);
                for (CopyWay way : round % 2 == 0 ? order : order.reversed()) {
                    times.computeIfAbsent(way, key -> new ArrayList<>()).add(copy(pair, way));
                }
            }
        }
        Files.writeString(RESULT, report(times, megabytes));
    }

    private static Duration copy(LabPair pair, CopyWay way) {
        EmptyReplica empty = pair.bean(EmptyReplica.class);
        EmptyReplica.Parameters all = new EmptyReplica.Parameters(LabPair.SOURCE, LabPair.REPLICA, true, List.of("secondhand_production"));
        empty.apply(all, empty.plan(all), new CopyNotes());
        CopyData copy = pair.bean(CopyData.class);
        CopyData.Parameters parameters = new CopyData.Parameters(LabPair.SOURCE, LabPair.REPLICA, way);
        long began = System.nanoTime();
        assertThat(copy.apply(parameters, copy.plan(parameters), new CopyNotes())).isInstanceOf(Outcome.Applied.class);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String report(Map<CopyWay, List<Duration>> times, int megabytes) {
        StringBuilder text = new StringBuilder("database of about " + megabytes + " MB, seconds for each copy:\n");
        times.forEach((way, taken) -> text.append(String.format(Locale.ROOT, "  %-8s %s%n", way,
                String.join("  ", taken.stream().map(one -> String.format(Locale.ROOT, "%.1f", seconds(one))).toList()))));
        double ratio = best(times.get(CopyWay.CLASSIC)) / best(times.get(CopyWay.STREAM));
        return text.append(String.format(Locale.ROOT, "STREAM is %.2f times as fast as CLASSIC (best of each)%n", ratio)).toString();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static double best(List<Duration> times) {
        return times.stream().mapToDouble(CopyBench::seconds).min().orElseThrow();
    }
}
