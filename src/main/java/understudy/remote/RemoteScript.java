package understudy.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The line that sshd is given for a command. The pipe runs as a job with a process group of its own, under bash, so that a
 * failure of any part counts and so that all of it can be ended. Beside it a watcher ends the job when its time is over or when
 * the session's sshd is gone. With root's rights one sudo holds all of this, because only root may end root's processes.
 */
final class RemoteScript {

    /** What the script says on its error output once the job runs, followed by the job's number. */
    static final String STARTED = "understudy-job ";

    /** What sudo asks with, when it asks. */
    static final String PROMPT = "understudy asks sudo:";

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String SCRIPT = """
            export LC_ALL=C LANG=C PATH=%s
            %sset -o pipefail -m
            %s
            job=$!
            set +m
            echo "understudy-job $job" >&2
            (
              left=%d
              while [ "$left" -gt 0 ] && %s; do sleep 1; left=$((left - 1)); done
              kill -TERM -- "-$job"; sleep 3; kill -KILL -- "-$job"
            ) </dev/null >/dev/null 2>&1 &
            watcher=$!
            wait "$job"; status=$?
            kill "$watcher"
            %sexit "$status\"""";

    /** Ends a job: politely, and after three seconds by force. Its one argument is the job's number. */
    private static final String END = """
            kill -TERM -- "-$1" 2>/dev/null || exit 0
            for i in 1 2 3 4 5 6 7 8 9 10 11 12; do kill -0 -- "-$1" 2>/dev/null || exit 0; sleep 0.25; done
            kill -KILL -- "-$1" 2>/dev/null || exit 0""";

    private RemoteScript() {
    }

    /** The line for this command. @param limit after which the host ends it by itself */
    static String line(RemoteCommand<?> command, String user, @Nullable String sudoPassword, Duration limit) {
        String bash = "bash -c " + ShellQuoting.word(script(command, limit)) + " understudy \"$PPID\"";
        return "exec " + (command.asRoot() && !user.equals("root") ? sudo(sudoPassword) + " -- " : "") + bash;
    }

    /** The command that ends a job of another command on the same session. */
    static RemoteCommand<String> end(String job, boolean asRoot) {
        RemoteCommand<String> end = RemoteCommand.of("bash", "-c", END, "understudy", job).within(Duration.ofSeconds(6));
        return asRoot ? end.asRootUser() : end;
    }

    private static String sudo(@Nullable String password) {
        return password == null ? "sudo -n" : "sudo -S -p " + ShellQuoting.word(PROMPT);
    }

    private static String script(RemoteCommand<?> command, Duration limit) {
        StringBuilder settings = new StringBuilder();
        for (String setting : command.environment()) {
            int equals = setting.indexOf('=');
            settings.append("export ").append(setting, 0, equals + 1)
                    .append(ShellQuoting.word(setting.substring(equals + 1))).append('\n');
        }
        String pipe = ShellQuoting.pipe(command.pipe());
        return command.survivesDrop()
                ? SCRIPT.formatted(PATH, settings + "kept=$(mktemp -d)\n", "{ " + pipe + "; } <&0 >\"$kept/out\" 2>\"$kept/err\" &",
                        limit.toSeconds(), "true", "cat \"$kept/out\"; cat \"$kept/err\" >&2; rm -rf \"$kept\"\n")
                : SCRIPT.formatted(PATH, settings, "{ " + pipe + "; } <&0 &", limit.toSeconds(), "[ -d \"/proc/$1\" ]", "");
    }
}
