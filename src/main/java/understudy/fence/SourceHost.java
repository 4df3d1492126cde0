package understudy.fence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.operation.Inspection;
import understudy.options.BootClosed;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.replication.ClosedServer;
import understudy.topology.Host;

/**
 * An old source as its own host shows it.
 *
 * @param host its name
 * @param processes of its server
 * @param closed whether a server that runs says that it is closed; false where none runs or it says nothing
 * @param startsClosed whether its files let it start closed
 */
record SourceHost(String host, List<ServerProcess> processes, boolean closed, boolean startsClosed) {

    /** Less than a question's limit: a frozen server that is asked about its kept values must not let its host seem silent. */
    private static final Duration READING = Duration.ofMillis(1200);

    static SourceHost look(HostConnection connection, Host host, ServerPlace place, HostDoor door, BootClosed boot) {
        FutureTask<Inspection> files = new FutureTask<>(() -> boot.inspect(Fence.boot(host.name())));
        Thread.ofVirtual().name("files-" + host.name()).start(files);
        List<ServerProcess> processes = connection.run(ServerProcess.look(host, place));
        return new SourceHost(host.name(), processes, runs(processes) && saysClosed(host.name(), door),
                answer(host.name(), files) instanceof Inspection.AlreadyDone);
    }

    private static Inspection answer(String host, FutureTask<Inspection> files) {
        try {
            return files.get(READING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Inspection.Unknown(FenceFindings.notProven(host, "what it would start with isn't told in time."));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while option files were read", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Problem unread && !(unread instanceof HostUnreachable)) {
                // files that can't be read prove nothing, and don't keep anybody from ending the process
                return new Inspection.Unknown(unread.finding());
            }
            throw HostDoor.thrown("reading option files", failed.getCause());
        }
    }

    static boolean runs(List<ServerProcess> processes) {
        return processes.stream().anyMatch(process -> !process.frozen());
    }

    static boolean saysClosed(String host, HostDoor door) {
        return door.askServer(host, (Server server) -> ClosedServer.closedForAll(server))
                instanceof HostDoor.Answer.Given<Boolean> answer && answer.value();
    }

    boolean fenced() {
        return startsClosed && (processes.isEmpty() || closed);
    }

    String evidence() {
        return "On " + host + " " + (processes.isEmpty() ? "no server runs" : closed ? "the server runs and is closed"
                : processes.getFirst() + " is there") + "; it would start " + (startsClosed ? "closed" : "open") + ".";
    }
}
