package understudy.rails;

import java.util.Map;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** What keeps a {@code database.yml} from being changed by the panel, each with its line and the way out. */
final class YamlFindings {

    private final String path;
    private final String text;

    YamlFindings(String path, String text) {
        this.path = path;
        this.text = text;
    }

    /** @param position in the text, for the line's number */
    Problem at(int position, String code, String message, String hint) {
        String line = Long.toString(text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count() + 1);
        return new Problem(Finding.blocker(code, null, "Line " + line + " of " + path + ": " + message, hint)
                .with(Map.of("line", line, "file", path)));
    }

    String path() {
        return path;
    }

    Problem unreadable(int position, String says) {
        return at(position, "YamlUnreadable", "a YAML reader doesn't understand it (" + says + ").",
                "Correct the file so that the application itself can read it, then look again.");
    }

    Problem fromVariable(int position, String key, String variable) {
        Problem problem = at(position, "ValueFromEnvironment",
                "the value of " + key + " comes from the environment variable " + variable + ".",
                "Name the file in which " + variable + " is set as the host's environment file, or write the value itself here.");
        return new Problem(problem.finding().with(Map.of("line", problem.finding().evidence().getOrDefault("line", ""),
                "file", path, "variable", variable)));
    }

    Problem fromCode(int position, String key) {
        return at(position, "ValueFromCode", "the value of " + key + " is the result of Ruby code.",
                "Write the value itself here, or use a hook that changes what the code reads.");
    }

    Problem decidedByCode(int position, String group) {
        return at(position, "ErbDecides", "Ruby code decides what of " + group + " counts.",
                "Take the condition out of this group, or use a hook that changes the file as it needs.");
    }

    Problem unusual(int position, String key, String what) {
        return at(position, "ValueUnusual", "the value of " + key + " " + what + ".",
                "Write it as a plain value on the line of its key, then look again.");
    }

    Problem noGroup(String group, String others) {
        return at(0, "GroupMissing", "there is no group " + group + "; there are " + others.substring(0, Math.min(200, others.length())) + ".",
                "Give the group " + group + " its settings, or correct the environment that this host's application runs in.");
    }
}
