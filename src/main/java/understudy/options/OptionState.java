package understudy.options;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One option of a server: what is wished, what runs, and what would count after a restart.
 *
 * @param name of the variable
 * @param wanted the wished value
 * @param running the value in effect
 * @param source where the server says that it came from, such as {@code COMPILED}, {@code GLOBAL} or {@code COMMAND_LINE}
 * @param inFile what the option files say, or null when they don't mention it
 * @param inFiles whether they mention it
 * @param persisted what was kept on the server by SET PERSIST, which wins over the files; or null
 * @param atOnce whether the running value can be changed with full effect
 * @param comesWithPlugin whether it is unknown while a plugin isn't loaded; in a rehearsal the plugin may not be there yet
 */
record OptionState(String name, String wanted, String running, String source, @Nullable String inFile, boolean inFiles,
        @Nullable String persisted, boolean atOnce, boolean comesWithPlugin) {

    private static final Set<String> TRUE = Set.of("on", "1", "true", "yes");
    private static final Set<String> FALSE = Set.of("off", "0", "false", "no");

    boolean runs() {
        return same(wanted, running);
    }

    /** Whether a restart would bring the wished value, as far as the files go. */
    boolean filesAgree() {
        if (!inFiles) {
            // a server id that nobody wrote down is the same on every fresh server
            return runs() && source.equals("COMPILED") && !name.equals("server_id");
        }
        // a switch without a value switches on; log_bin's value is a file name
        return inFile == null || isLogName() ? on(wanted) : same(wanted, inFile);
    }

    private boolean isLogName() {
        return name.equals("log_bin") && inFile != null && !FALSE.contains(inFile.toLowerCase(Locale.ROOT));
    }

    boolean persistedOtherwise() {
        return persisted != null && !same(wanted, persisted);
    }

    boolean onCommandLine() {
        return source.equals("COMMAND_LINE") && !runs();
    }

    boolean toSetNow() {
        return atOnce && !runs();
    }

    boolean needsRestart() {
        return !atOnce && !runs();
    }

    boolean done() {
        return filesAgree() && !persistedOtherwise() && !toSetNow();
    }

    static boolean on(String value) {
        return TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    static boolean same(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        return a.equals(b) || TRUE.contains(a) && TRUE.contains(b) || FALSE.contains(a) && FALSE.contains(b);
    }
}
