package understudy.copy;

import java.util.Locale;

/** Sizes in words for people. */
final class Amount {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Amount() {
    }

    static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
