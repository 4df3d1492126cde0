package understudy.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** The library says that nothing came in time by an exception that a real socket has for other things. */
final class TimedInput extends FilterInputStream {

    TimedInput(InputStream from) {
        super(from);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (SocketException failed) {
            if (String.valueOf(failed.getMessage()).startsWith("Timeout (")) {
                throw new SocketTimeoutException("nothing came in time");
            }
            throw failed;
        }
    }
}
