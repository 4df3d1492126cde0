package understudy.rails;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change for people, in unified form without lines around it. Of a changed line it shows only what can't be a secret: a host, a port
 * or a socket that stands alone there, and else nothing but the stretch that changes. So no password gets here, however it is written.
 */
final class Difference {

    private static final Pattern ALONE = Pattern.compile("(\\s*(?:# )?(?:host|port|socket):)[ \\t]*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9/._:\\[\\]-]*)(.*)");
    private static final Pattern NAMED = Pattern.compile("\\s*(?:(?:export|SetEnv|PassengerEnvVar|passenger_env_var)\\s+)?[\"']?(url|[A-Z][A-Z0-9_]*)\\b.*");
    private static final String LEFT_OUT = "…";

    private final String path;
    private final String text;
    private final List<String> lines = new ArrayList<>();
    private long added;

    private Difference(String path, String text) {
        this.path = path;
        this.text = text;
    }

    static String of(String path, String text, List<TextChange> changes) {
        Difference difference = new Difference(path, text);
        List<TextChange> together = new ArrayList<>();
        for (TextChange change : changes.stream().sorted(Comparator.comparingInt(TextChange::start)).toList()) {
            if (!together.isEmpty() && difference.lineStart(change.start()) > difference.lineEnd(together.getLast().end())) {
                difference.show(together);
                together = new ArrayList<>();
            }
            together.add(change);
        }
        if (!together.isEmpty()) {
            difference.show(together);
        }
        return String.join("\n", difference.lines);
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private int lineEnd(int at) {
        int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline;
    }

    /** Changes on the same line. */
    private void show(List<TextChange> changes) {
        int from = lineStart(changes.getFirst().start());
        String part = text.substring(from, lineEnd(changes.getLast().end()));
        List<TextChange> within = changes.stream().map(change -> new TextChange(change.start() - from, change.end() - from, change.text())).toList();
        List<String> before = part.lines().toList();
        List<String> after = TextChange.apply(part, within).lines().toList();
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        long line = text.substring(0, from).chars().filter(c -> c == '\n').count() + 1 + same;
        lines.add("@@ -" + line + " +" + (line + added) + " @@ " + path);
        String gone = stretches(within.stream().map(change -> part.substring(change.start(), change.end())).toList());
        String come = stretches(within.stream().map(change -> change.text().replace("\n", " ").replace("\r", "")).toList());
        before.stream().skip(same).forEach(old -> lines.add("-" + shown(old, gone)));
        after.stream().skip(same).forEach(now -> lines.add("+" + shown(now, come)));
        added += after.size() - before.size();
    }

    private static String stretches(List<String> several) {
        return LEFT_OUT + several.stream().filter(each -> !each.isBlank()).map(each -> each + LEFT_OUT).collect(Collectors.joining());
    }

    private static String shown(String line, String stretches) {
        Matcher alone = ALONE.matcher(line);
        if (alone.matches()) {
            return (alone.group(1) + " " + alone.group(2)).stripTrailing() + (alone.group(3).isBlank() ? "" : " " + LEFT_OUT);
        }
        Matcher named = NAMED.matcher(line);
        return (named.matches() ? named.group(1) + " " : "") + stretches;
    }
}
