package understudy.remote;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where words become a line for a POSIX shell. */
final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

    private ShellQuoting() {
    }

    /** One word that the shell gives on exactly as it is. */
    static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : quoted(word);
    }

    /** The whole command on one line, as shown to people. */
    static String line(RemoteCommand<?> command) {
        String sudo = command.asRoot() ? "sudo " : "";
        return command.pipe().stream().map(part -> sudo + words(part)).collect(Collectors.joining(" | "));
    }

    /** The parts joined to a pipe, for the shell that runs it. */
    static String pipe(List<List<String>> parts) {
        return parts.stream().map(ShellQuoting::command).collect(Collectors.joining(" | "));
    }

    static String words(List<String> words) {
        return words.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }

    /** A command's name is always quoted, so that none is taken for a setting ({@code a=b}) or for a word of the shell's own. */
    private static String command(List<String> words) {
        String name = quoted(words.getFirst());
        return words.size() == 1 ? name : name + " " + words(words.subList(1, words.size()));
    }

    private static String quoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word for a command can't hold a NUL character");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
