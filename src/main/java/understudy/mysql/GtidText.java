package understudy.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the text form of GTID sets. */
final class GtidText {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,19})(?:-(\\d{1,19}))?");

    private GtidText() {
    }

    static Map<GtidOrigin, Intervals> read(String text) {
        Map<GtidOrigin, Intervals> found = new TreeMap<>();
        for (String group : text.toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(",")) {
            if (!group.isEmpty()) {
                readGroup(group, found, text);
            }
        }
        return found;
    }

    private static void readGroup(String group, Map<GtidOrigin, Intervals> found, String text) {
        String[] parts = group.split(":", -1);
        GtidOrigin origin = new GtidOrigin(uuid(parts[0], text), "");
        if (parts.length < 2) {
            throw malformed(text);
        }
        for (int i = 1; i < parts.length; i++) {
            if (TAG.matcher(parts[i]).matches() && i + 1 < parts.length) {
                origin = new GtidOrigin(origin.uuid(), parts[i]);
            } else {
                found.merge(origin, range(parts[i], text), Intervals::union);
            }
        }
    }

    private static String uuid(String part, String text) {
        if (!UUID.matcher(part).matches()) {
            throw malformed(text);
        }
        String digits = part.replace("-", "");
        return String.join("-", digits.substring(0, 8), digits.substring(8, 12), digits.substring(12, 16),
                digits.substring(16, 20), digits.substring(20));
    }

    private static Intervals range(String part, String text) {
        Matcher matcher = RANGE.matcher(part);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        try {
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (first < 1 || last == Long.MAX_VALUE) {
                throw malformed(text);
            }
            // like the server: a range that ends before it starts names nothing
            return last < first ? Intervals.NONE : new Intervals(List.of(new Intervals.Range(first, last)));
        } catch (NumberFormatException tooLarge) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("not a GTID set: " + text);
    }

    static String print(SortedMap<GtidOrigin, Intervals> byOrigin) {
        StringBuilder printed = new StringBuilder();
        String uuid = "";
        for (Map.Entry<GtidOrigin, Intervals> entry : byOrigin.entrySet()) {
            GtidOrigin origin = entry.getKey();
            if (!origin.uuid().equals(uuid)) {
                printed.append(printed.isEmpty() ? "" : ",").append(origin.uuid());
                uuid = origin.uuid();
            }
            printed.append(origin.tag().isEmpty() ? "" : ":" + origin.tag()).append(':').append(entry.getValue());
        }
        return printed.toString();
    }
}
