package understudy.mysql;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import understudy.finding.Finding;
import understudy.remote.Tunnel;

/**
 * A socket to a server that takes answers only up to a size: the driver holds a whole answer in memory, and whoever has taken over
 * a server's port must not be able to fill the panel's. Everything else is the socket's own.
 */
final class BoundedSocket extends Socket implements Tunnel {

    /** Of one answer, or of a login; the longest honest ones are lists of tables. */
    static final long MOST_BYTES = 8L << 20;

    private final Socket socket;
    private final String host;
    private volatile long left = MOST_BYTES;
    private volatile boolean givenUp;

    BoundedSocket(Socket socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    /** Another statement begins: its answer has the whole size again. */
    void renew() {
        left = MOST_BYTES;
    }

    @Override
    public void whenEnded(Runnable listener) {
        if (socket instanceof Tunnel tunnel) {
            tunnel.whenEnded(listener);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (givenUp) {
                    return -1;
                }
                try {
                    int read = super.read(bytes, offset, length);
                    return (int) counted(read, read);
                } catch (SocketTimeoutException nothingCame) {
                    // nobody asks on: without this the end of TLS would wait for a farewell for as long again
                    givenUp = true;
                    throw nothingCame;
                }
            }

            /** A channel's stream says -1 at its end, at which the closing of TLS would go round for ever. */
            @Override
            public int available() throws IOException {
                return Math.max(0, super.available());
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(count);
                return counted(skipped, skipped);
            }
        };
    }

    private long counted(long result, long bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new IOException("the answer is too large", tooLarge(host));
        }
        return result;
    }

    static ServerUnreachable tooLarge(String host) {
        return new ServerUnreachable(Finding.blocker("AnswerTooLarge", host,
                "The server on " + host + " gave an answer without end to a question that has a short one; the connection was closed.",
                "Look at what listens on the server's port on " + host + "."));
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
