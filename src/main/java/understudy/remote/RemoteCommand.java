package understudy.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A command for a host: one argument list, or several that form a pipe, with a typed answer. It is data: nothing here runs,
 * and the quoting for the remote shell is done in one place when it does.
 *
 * @param <R> the answer
 * @param pipe the argument lists, the first one's output being the second one's input; a failure of any fails the whole
 * @param asRoot whether every part of the pipe runs under sudo
 * @param stdin what the first part reads; secrets travel here and are never printed
 * @param secrets texts that are masked wherever the command's own error output repeats them
 * @param environment settings for the command of the form {@code NAME=value} that are no secrets
 * @param timeout how long it may take; the host itself ends it shortly after, too
 * @param survivesDrop whether it goes on to its end when the session is lost, because half of it would be worse than all of it
 *     (a server's restart). Its output then arrives only at its end.
 * @param read turns a finished command into the answer; called with every exit status that {@code accepts} names
 * @param accepts exit statuses that are answers; any other is {@link CommandFailed}
 */
public record RemoteCommand<R>(
        List<List<String>> pipe,
        boolean asRoot,
        byte[] stdin,
        List<String> secrets,
        List<String> environment,
        Duration timeout,
        boolean survivesDrop,
        Function<CommandOutput, R> read,
        List<Integer> accepts) {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=");

    public RemoteCommand {
        if (pipe.isEmpty() || pipe.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a command has at least one word");
        }
        pipe = pipe.stream().map(List::copyOf).toList();
        if (!environment.stream().allMatch(setting -> SETTING.matcher(setting).lookingAt())) {
            throw new IllegalArgumentException("a setting for a command has the form NAME=value");
        }
        secrets = List.copyOf(secrets);
        environment = List.copyOf(environment);
        accepts = List.copyOf(accepts);
    }

    /** A command that answers with its standard output; status 0 is success. */
    public static RemoteCommand<String> of(String... words) {
        return of(List.of(words));
    }

    /** A command that answers with its standard output; status 0 is success. */
    public static RemoteCommand<String> of(List<String> words) {
        return pipe(List.of(words));
    }

    /** A pipe that answers with the last part's standard output; every part must end with status 0. */
    public static RemoteCommand<String> pipe(List<List<String>> parts) {
        return new RemoteCommand<>(
                parts, false, new byte[0], List.of(), List.of(), USUAL, false, CommandOutput::stdout, List.of(0));
    }

    public RemoteCommand<R> asRootUser() {
        return new RemoteCommand<>(pipe, true, stdin, secrets, environment, timeout, survivesDrop, read, accepts);
    }

    public RemoteCommand<R> withStdin(String text) {
        return withStdin(text.getBytes(StandardCharsets.UTF_8));
    }

    public RemoteCommand<R> withStdin(byte[] bytes) {
        return new RemoteCommand<>(pipe, asRoot, bytes, secrets, environment, timeout, survivesDrop, read, accepts);
    }

    /** The same command; these texts are masked in what it says on its error output. */
    public RemoteCommand<R> masking(String... texts) {
        return new RemoteCommand<>(
                pipe, asRoot, stdin, List.of(texts), environment, timeout, survivesDrop, read, accepts);
    }

    /** The same command with these settings, each {@code NAME=value}. */
    public RemoteCommand<R> withEnvironment(String... settings) {
        return new RemoteCommand<>(
                pipe, asRoot, stdin, secrets, List.of(settings), timeout, survivesDrop, read, accepts);
    }

    public RemoteCommand<R> within(Duration limit) {
        return new RemoteCommand<>(pipe, asRoot, stdin, secrets, environment, limit, survivesDrop, read, accepts);
    }

    /** The same command, which goes on to its end when the session is lost. */
    public RemoteCommand<R> survivingDrop() {
        return new RemoteCommand<>(pipe, asRoot, stdin, secrets, environment, timeout, true, read, accepts);
    }

    /** The same command with another answer. */
    public <S> RemoteCommand<S> answering(Function<CommandOutput, S> reading) {
        return new RemoteCommand<>(pipe, asRoot, stdin, secrets, environment, timeout, survivesDrop, reading, accepts);
    }

    /** The same command, with these exit statuses being the only answers. */
    public RemoteCommand<R> accepting(Integer... statuses) {
        return new RemoteCommand<>(
                pipe, asRoot, stdin, secrets, environment, timeout, survivesDrop, read, List.of(statuses));
    }

    /** The command as a person would type it (quoted, with sudo), for plans and runbooks; without standard input. */
    public String printed() {
        return ShellQuoting.line(this);
    }

    @Override
    public String toString() {
        return printed();
    }
}
