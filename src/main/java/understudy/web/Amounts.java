package understudy.web;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in words, as {@code format.js} says them too: keep both alike. */
public final class Amounts {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private Amounts() {
    }

    /** A size in powers of ten, as disks are sold: {@code 1.2 GB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** How long something takes: {@code 9 ms}, {@code 2.0 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    public static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        long minutes = duration.toMinutes();
        return minutes < 60 ? minutes + " min " + duration.toSecondsPart() + " s" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** A lag: {@code 0.12 s}, or {@code unknown}. */
    public static String lag(@Nullable Long millis) {
        if (millis == null) {
            return "unknown";
        }
        if (millis < 10_000) {
            return String.format(Locale.ROOT, millis < 1000 ? "%.2f s" : "%.1f s", millis / 1000.0);
        }
        return millis < 60_000 ? millis / 1000 + " s" : duration(Duration.ofMillis(millis));
    }

    /** One, two … nine in words, more in digits. */
    public static String count(long number, String one, String many) {
        String[] words = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
        return (number >= 0 && number < words.length ? words[(int) number] : Long.toString(number)) + " " + (number == 1 ? one : many);
    }
}
