package understudy.mysql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of an answer: text by column label, the labels without regard to case. */
public record Row(Map<String, @Nullable String> values) {

    public Row {
        Map<String, @Nullable String> lower = new LinkedHashMap<>();
        values.forEach((label, value) -> lower.put(label.toLowerCase(Locale.ROOT), value));
        values = Collections.unmodifiableMap(lower);
    }

    /** The value, or null when it is NULL; a label that isn't there is a bug. */
    public @Nullable String get(String label) {
        String key = label.toLowerCase(Locale.ROOT);
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("no column " + label + " in " + values.keySet());
        }
        return values.get(key);
    }

    /** The value, which must not be NULL. */
    public String text(String label) {
        String value = get(label);
        if (value == null) {
            throw new IllegalStateException("column " + label + " is NULL");
        }
        return value;
    }

    public long number(String label) {
        return Long.parseLong(text(label));
    }

    public boolean has(String label) {
        return values.containsKey(label.toLowerCase(Locale.ROOT));
    }
}
