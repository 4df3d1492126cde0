package understudy.remote;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A command under way on a host. Closing it ends the remote processes if they still run. */
public interface RunningCommand extends AutoCloseable {

    /** What the first part reads; close it to end the input. */
    OutputStream stdin();

    /** What the last part writes. */
    InputStream stdout();

    /**
     * Waits for the end.
     *
     * @throws CommandFailed when any part of the pipe failed
     * @throws CommandTimedOut when it takes longer; it was told to end
     */
    CommandOutput await(Duration limit);

    @Override
    void close();
}
