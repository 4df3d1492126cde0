package understudy.rails;

import java.util.Comparator;
import java.util.List;

/** One stretch of a text and what is to stand there instead. */
record TextChange(int start, int end, String text) {

    static TextChange insertion(int at, String text) {
        return new TextChange(at, at, text);
    }

    /** The text with these changes, which don't overlap; insertions at the same place keep their order. */
    static String apply(String text, List<TextChange> changes) {
        StringBuilder changed = new StringBuilder();
        int done = 0;
        for (TextChange change : changes.stream().sorted(Comparator.comparingInt(TextChange::start)).toList()) {
            changed.append(text, done, change.start()).append(change.text());
            done = change.end();
        }
        return changed.append(text, done, text.length()).toString();
    }
}
