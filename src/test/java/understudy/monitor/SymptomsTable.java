package understudy.monitor;

import static understudy.monitor.Looks.NOON;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostAnswer.Process;

/** Reads the table of situations; a word that it doesn't know is an error, never a default. */
final class SymptomsTable {

    private static final Pattern SECONDS = Pattern.compile("([0-9]+) s");
    private static final Pattern LOOKS = Pattern.compile("([0-9]+) looks?");
    private static final Pattern FREE = Pattern.compile("([0-9]+) MiB free");

    private SymptomsTable() {
    }

    /** @param why a part of the reason why no failover follows, or empty */
    record Row(String situation, Symptoms symptoms, Verdict verdict, boolean failover, String why) {

        @Override
        public String toString() {
            return situation;
        }
    }

    static List<Row> read(String markdown) {
        return markdown.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| situation"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|")).map(String::strip).toList())
                .map(SymptomsTable::row).toList();
    }

    private static Row row(List<String> cells) {
        String besides = cells.get(4);
        List<String> writers = besides.startsWith("writers ") ? List.of(besides.substring(8).split(" "))
                : besides.equals("no writers") ? List.of() : List.of("mercury");
        Symptoms symptoms = new Symptoms("shop", cells.get(1).equals("not declared") ? null : "mercury", NOON, sight(cells.get(1)),
                host(cells.get(2)), witnesses(cells.get(3)), besides.startsWith("replicas back for ") ? ago(besides) : null,
                besides.equals("trouble") ? List.of("uranus stands still.") : List.of(),
                writers, besides.equals("maintenance"));
        String failover = cells.get(6);
        return new Row(cells.get(0), symptoms, Verdict.valueOf(cells.get(5)), failover.equals("yes"),
                failover.startsWith("no: ") ? failover.substring(4) : "");
    }

    private static SourceSight sight(String cell) {
        if (cell.equals("not looked at") || cell.equals("not declared")) {
            return new SourceSight.Unlooked();
        }
        if (cell.startsWith("answers")) {
            return new SourceSight.Answers(NOON, cell.contains("closed") ? ago(cell) : null, cell.contains("write") ? ago(cell) : null);
        }
        if (cell.startsWith("refuses: ")) {
            return new SourceSight.Lost(NOON.minusSeconds(9), 3, NOON.minusSeconds(9), cell.substring(9) + ".", true);
        }
        boolean never = cell.startsWith("never seen");
        return new SourceSight.Lost(ago(cell), Math.toIntExact(number(LOOKS, cell)), never ? null : ago(cell), "no answer.", false);
    }

    private static Instant ago(String cell) {
        return NOON.minusSeconds(number(SECONDS, cell));
    }

    private static long number(Pattern pattern, String cell) {
        Matcher found = pattern.matcher(cell);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in: " + cell);
        }
        return Long.parseLong(found.group(1));
    }

    private static @Nullable HostAnswer host(String cell) {
        List<String> words = List.of(cell.split(", "));
        return switch (words.getFirst()) {
            case "-" -> null;
            case "silent" -> new HostAnswer.Silent(NOON, "no answer in time.");
            case "no process" -> told(Process.GONE, false, words);
            case "running" -> told(Process.RUNNING, !words.contains("port closed"), words);
            case "stopped" -> told(Process.STOPPED, true, words);
            case "disk wait" -> told(Process.IN_DISK_WAIT, true, words);
            default -> throw new IllegalArgumentException(cell);
        };
    }

    private static HostAnswer told(Process process, boolean listening, List<String> words) {
        String last = words.getLast();
        return new HostAnswer.Told(NOON, process, listening, last.startsWith("systemd") ? last : null,
                last.endsWith("free") ? Long.valueOf(number(FREE, last) << 20) : null);
    }

    private static List<Witness> witnesses(String cell) {
        return cell.equals("none") ? List.of()
                : Arrays.stream(cell.split("; ")).map(words -> witness(words.split("[ ()]+"))).toList();
    }

    private static Witness witness(String... words) {
        Knock knock = words.length == 1 ? null : new Knock(NOON, Knock.Answer.valueOf(words[1].toUpperCase(Locale.ROOT)));
        return new Witness("uranus", NOON, Witness.Hearing.valueOf(words[0].toUpperCase(Locale.ROOT)), null, knock);
    }
}
