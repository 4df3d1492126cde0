package understudy.web;

import java.util.List;

/** A line of a changed file. @param css add, del, ctx or empty */
public record DiffLine(String css, String text) {

    /** The lines of a difference in unified form, without its file names: those stand above it. */
    public static List<DiffLine> of(String unified) {
        return unified.lines().filter(line -> !line.startsWith("--- ") && !line.startsWith("+++ "))
                .map(line -> new DiffLine(css(line), line)).toList();
    }

    private static String css(String line) {
        return line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : line.startsWith("@@") ? "ctx" : "";
    }
}
