package understudy.remote;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A command under way on a host. Closing it ends the remote processes if they still run. */
public interface RunningCommand extends AutoCloseable {

    /**
     * What the first part reads, after the command's own {@link RemoteCommand#stdin}; close it to end the input. Closed by
     * {@link #await} when it still stands open.
     */
    OutputStream stdin();

    /** What the last part writes. Its end proves nothing: only {@link #await} says whether the command came to its end. */
    InputStream stdout();

    /**
     * Waits for the end.
     *
     * @throws CommandFailed when any part of the pipe failed
     * @throws CommandTimedOut when it takes longer; it was told to end
     * @throws HostUnreachable when the session is lost before the end
     */
    CommandOutput await(Duration limit);

    @Override
    void close();
}
