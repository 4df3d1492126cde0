package understudy.rails;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose Ruby tags are hidden from a YAML reader, each character by one other, so that every position stays. What a tag
 * puts out becomes {@link #HIDDEN}; code and comments become blanks.
 */
final class ErbMask {

    static final char HIDDEN = '\uE000';

    private static final Pattern VARIABLE = Pattern.compile("ENV(?:\\.fetch\\s*+\\(|\\.fetch\\s++|\\s*+\\[)\\s*+['\"]([A-Za-z_]\\w*)['\"]");
    private static final String LITERAL = "(?:'[^']*'|\"[^\"#]*\"|\\d+|nil)";
    /** A variable and nothing else; what stands there for the case that it isn't set doesn't matter where it is. */
    private static final Pattern ALONE = Pattern.compile("\\s*ENV(?:\\.fetch\\s*\\(\\s*(['\"])(\\w+)\\1\\s*(?:,\\s*" + LITERAL + "\\s*)?\\)(?:\\s*\\{\\s*"
            + LITERAL + "\\s*\\})?|\\s*\\[\\s*(['\"])(\\w+)\\3\\s*\\](?:\\s*\\|\\|\\s*" + LITERAL + ")?)\\s*-?");
    private static final Pattern OPENS = Pattern.compile("\\b(?:if|unless|case|do|while|until|for|begin|def)\\b|\\{[^{}]*$");
    private static final Pattern ENDS = Pattern.compile("\\bend\\b|^[^{]*\\}");

    private final String masked;
    private final List<Tag> tags;
    /** Those of the tags that are code, in their order, and how deep in conditions and loops the text is after each of them. */
    private final List<Tag> code;
    private final int[] depths;

    /** @param code what stands between the brackets */
    private record Tag(int start, int end, boolean puts, boolean comment, String code) {

        static Tag at(String text, int start, int end) {
            char kind = text.charAt(start + 2);
            boolean marked = kind == '=' || kind == '#';
            return new Tag(start, end, kind == '=', kind == '#', text.substring(start + (marked ? 3 : 2), end - 2));
        }

        boolean within(int from, int to) {
            return start < to && end > from;
        }

        int depth() {
            return (int) (OPENS.matcher(code).results().count() - ENDS.matcher(code).results().count());
        }
    }

    private ErbMask(String masked, List<Tag> tags) {
        this.masked = masked;
        this.tags = tags;
        this.code = tags.stream().filter(tag -> !tag.puts() && !tag.comment()).toList();
        this.depths = code.stream().mapToInt(Tag::depth).toArray();
        Arrays.parallelPrefix(depths, Integer::sum);
    }

    static ErbMask of(String text) {
        List<Tag> tags = tags(text);
        StringBuilder masked = new StringBuilder(text);
        for (Tag tag : tags) {
            for (int at = tag.start(); at < tag.end(); at++) {
                if (masked.charAt(at) != '\n' && masked.charAt(at) != '\r') {
                    masked.setCharAt(at, tag.puts() ? HIDDEN : ' ');
                }
            }
        }
        return new ErbMask(masked.toString(), tags);
    }

    /** In one pass, however many begin and never end; {@code <%%} begins none. */
    private static List<Tag> tags(String text) {
        List<Tag> tags = new ArrayList<>();
        int start = text.indexOf("<%");
        while (start >= 0) {
            if (text.startsWith("%", start + 2)) {
                start = text.indexOf("<%", start + 1);
                continue;
            }
            int close = text.indexOf("%>", start + 2);
            if (close < 0) {
                return tags;
            }
            tags.add(Tag.at(text, start, close + 2));
            start = text.indexOf("<%", close + 2);
        }
        return tags;
    }

    String masked() {
        return masked;
    }

    /** Whether code, not only a value, stands between these positions: which lines count is then decided when Ruby runs it. */
    boolean decidesWithin(int from, int to) {
        int next = endedBy(from);
        return next < code.size() && code.get(next).within(from, to);
    }

    /** Whether this position stands inside a condition or a loop that began before it. */
    boolean decidesAt(int position) {
        int before = endedBy(position);
        return before > 0 && depths[before - 1] != 0;
    }

    /** How much of the code has ended there. Searched and not counted: whoever owns the file chooses how often this is asked. */
    private int endedBy(int position) {
        int low = 0;
        int high = code.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (code.get(middle).end() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The environment variable that a value between these positions comes from, where it comes from one. */
    Optional<String> variableWithin(int from, int to) {
        return tags.stream().filter(tag -> tag.puts() && tag.within(from, to)).map(tag -> VARIABLE.matcher(tag.code()))
                .filter(Matcher::find).map(found -> found.group(1)).findFirst();
    }

    /** The same where the value is that variable's and nothing more. */
    Optional<String> variableAlone(int from, int to) {
        List<Tag> within = tags.stream().filter(tag -> tag.within(from, to)).toList();
        Matcher alone = ALONE.matcher(within.size() == 1 ? within.getFirst().code() : "");
        return alone.matches() ? Optional.of(alone.group(2) == null ? alone.group(4) : alone.group(2)) : Optional.empty();
    }

    /** In how many tags, comments left out, this variable's name stands. */
    long mentions(String variable) {
        Pattern name = Pattern.compile("\\b" + variable + "\\b");
        return tags.stream().filter(tag -> !tag.comment() && name.matcher(tag.code()).find()).count();
    }

    static boolean hides(String value) {
        return value.indexOf(HIDDEN) >= 0;
    }
}
