package understudy.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks what passes, for a {@link DumpWatch} to see; what is carried on stays packed. */
final class GunzipWatch implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private final PipedOutputStream packed = new PipedOutputStream();
    private final PipedInputStream toUnpack = new PipedInputStream(BUFFER);
    private final Thread unpacking;
    private volatile boolean atEnd;

    GunzipWatch(DumpWatch watch) throws IOException {
        packed.connect(toUnpack);
        unpacking = Thread.ofVirtual().start(() -> unpack(watch));
    }

    private void unpack(DumpWatch watch) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream plain = new GZIPInputStream(toUnpack, BUFFER)) {
            for (int length = plain.read(buffer); length >= 0; length = plain.read(buffer)) {
                watch.pass(buffer, length);
            }
            atEnd = true;
        } catch (IOException cut) {
            // not at its end, which is what the caller asks
            atEnd = false;
        }
    }

    void pass(byte[] buffer, int length) throws IOException {
        packed.write(buffer, 0, length);
    }

    /** Waits for the end of what was passed; whether it was a whole file. */
    boolean atEnd() throws IOException {
        packed.close();
        try {
            unpacking.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return atEnd;
    }

    @Override
    public void close() throws IOException {
        packed.close();
        toUnpack.close();
    }
}
