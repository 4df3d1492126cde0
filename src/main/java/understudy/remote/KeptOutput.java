package understudy.remote;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A command's output, kept in memory up to a limit; beyond it the rest is dropped and {@link #complete} says so. */
final class KeptOutput extends OutputStream {

    private static final int LIMIT_BYTES = 8 * 1024 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean complete = true;

    @Override
    public synchronized void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (complete && kept.size() + length <= LIMIT_BYTES) {
            kept.write(bytes, offset, length);
        } else {
            complete = false;
        }
    }

    synchronized boolean complete() {
        return complete;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
