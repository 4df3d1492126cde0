package understudy.routing;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import understudy.mysql.Server;
import understudy.operation.Journal;
import understudy.reach.Reach;
import understudy.remote.CommandOutput;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/** A host with an application, made of what its files say and what its processes are counted as. */
final class ApplicationHost implements HostConnection {

    final Map<String, String> files = new LinkedHashMap<>();
    final List<String> said = new ArrayList<>();
    final List<String> restarts = new ArrayList<>();
    final List<String> signals = new ArrayList<>();
    /** What the services name as the files of their variables. */
    final List<String> named = new ArrayList<>();
    String processes = "1 0";
    /** When all processes are new. */
    int countsUntilNew = Integer.MAX_VALUE;
    Supplier<Socket> line = () -> {
        throw new UnsupportedOperationException();
    };

    @Override
    public <R> R run(RemoteCommand<R> command) {
        List<String> words = command.pipe().getFirst();
        Optional<String> path = words.stream().filter(files::containsKey).findFirst();
        if (command.stdin().length > 0) {
            files.put(path.orElseThrow(), new String(command.stdin(), StandardCharsets.UTF_8));
        } else if (!words.getFirst().equals("bash")) {
            restarts.add(String.join(" ", words));
        } else if (command.printed().contains("pgrep")) {
            signals.addAll(words.getLast().isEmpty() ? List.of() : List.of(words.getLast()));
            return answer(command, countsUntilNew-- > 0 ? processes : "1 0");
        } else if (command.printed().contains("EnvironmentFile")) {
            return answer(command, named.stream().anyMatch(words::contains) ? "yes" : "");
        } else if (path.isPresent()) {
            return answer(command, Base64.getEncoder().encodeToString(files.get(path.get()).getBytes(StandardCharsets.UTF_8)));
        }
        return answer(command, "");
    }

    private static <R> R answer(RemoteCommand<R> command, String stdout) {
        return command.read().apply(new CommandOutput(0, stdout, ""));
    }

    Reach reach() {
        return new Reach() {

            @Override
            public HostConnection host(String hostName) {
                return ApplicationHost.this;
            }

            @Override
            public Server server(String hostName) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void forget(String hostName) {
                throw new UnsupportedOperationException();
            }
        };
    }

    Journal journal() {
        return new Journal() {

            @Override
            public void say(String line) {
                said.add(line);
            }

            @Override
            public void progress(long doneBytes, @Nullable Long totalBytes) {
            }

            @Override
            public void result(String name, Object value) {
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    @Override
    public RunningCommand start(RemoteCommand<?> command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket tunnel(String address, int port, Duration timeout) {
        return line.get();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
    }
}
