package understudy.remote;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** One SSH session to one host, with many channels. Safe for use by several threads. */
public interface HostConnection extends AutoCloseable {

    /**
     * Runs a command to its end and returns its typed answer.
     *
     * @throws CommandFailed when it ends with another status than its {@link RemoteCommand#read} accepts
     * @throws CommandTimedOut when it doesn't end within the command's timeout; the remote process was told to end
     * @throws HostUnreachable when the session is lost
     */
    <R> R run(RemoteCommand<R> command);

    /**
     * Starts a command that may run long: its own timeout doesn't count, but {@link RunningCommand#await}'s does. For one whose input or output is too large to hold. The caller reads and writes its streams and closes it.
     *
     * @throws CommandFailed when sudo refuses
     * @throws HostUnreachable when the session is lost
     */
    RunningCommand start(RemoteCommand<?> command);

    /**
     * A socket to a port as the host itself sees it (its loopback for {@code 127.0.0.1}); no port is opened anywhere.
     *
     * @throws IOException when the far end refuses or the session is lost
     */
    Socket tunnel(String address, int port, Duration timeout) throws IOException;

    /** Whether the session still stands, as far as this end knows. */
    boolean isOpen();

    @Override
    void close();
}
