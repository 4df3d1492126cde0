package understudy.remote;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where words become a line for a POSIX shell. */
final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellQuoting() {
    }

    /** One word that the shell gives on exactly as it is. */
    static String word(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word for a command can't hold a NUL character");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The whole command on one line, as shown to people. */
    static String line(RemoteCommand<?> command) {
        String sudo = command.asRoot() ? "sudo " : "";
        return command.pipe().stream().map(part -> sudo + words(part)).collect(Collectors.joining(" | "));
    }

    static String words(List<String> words) {
        return words.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }
}
