package understudy.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.ChannelPipedInputStream;
import org.apache.sshd.common.channel.ChannelPipedSink;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A socket whose bytes travel over one direct-tcpip channel of an open SSH session. Only what database drivers use works as on
 * a real one; options of TCP are accepted and have no effect, because the session's own connection has them.
 */
final class ChannelSocket extends Socket implements Tunnel {

    private final ChannelDirectTcpip channel;
    private final int port;
    private volatile boolean closed;
    private volatile int readTimeoutMillis;

    private ChannelSocket(ChannelDirectTcpip channel, int port) {
        this.channel = channel;
        this.port = port;
    }

    static ChannelSocket open(ClientSession session, String address, int port, Duration timeout) throws IOException {
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(address, port));
        try {
            channel.open().verify(timeout);
            endStreamWithFarEnd(channel);
        } catch (IOException | RuntimeException e) {
            channel.close(true);
            throw e;
        }
        return new ChannelSocket(channel, port);
    }

    /** The library ends the stream only with the channel, which stays open when no more than the far end has closed. */
    private static void endStreamWithFarEnd(ChannelDirectTcpip channel) {
        whenFarEndCloses(channel, () -> {
            if (channel.getInvertedOut() instanceof ChannelPipedSink stream) {
                stream.eof();
            }
        });
    }

    private static void whenFarEndCloses(ChannelDirectTcpip channel, Runnable listener) {
        channel.addChannelListener(new ChannelListener() {
            @Override
            public void channelStateChanged(Channel changed, String hint) {
                if (channel.isEofSignalled()) {
                    listener.run();
                }
            }
        });
        if (channel.isEofSignalled()) {
            listener.run();
        }
    }

    @Override
    public void whenEnded(Runnable listener) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once = () -> {
            if (told.compareAndSet(false, true)) {
                listener.run();
            }
        };
        whenFarEndCloses(channel, once);
        channel.addCloseFutureListener(closed -> once.run());
    }

    @Override
    public void connect(SocketAddress endpoint) {
        // connected when made
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // connected when made
    }

    @Override
    public InputStream getInputStream() {
        return new TimedInput(channel.getInvertedOut());
    }

    @Override
    public OutputStream getOutputStream() {
        return channel.getInvertedIn();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed || channel.isClosed();
    }

    @Override
    public void close() {
        closed = true;
        channel.close(false);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.getInvertedIn().close();
    }

    @Override
    public void shutdownInput() {
        // what still comes is dropped at close
    }

    @Override
    public void setSoTimeout(int millis) {
        readTimeoutMillis = millis;
        if (channel.getInvertedOut() instanceof ChannelPipedInputStream stream) {
            stream.setTimeout(millis);
        }
    }

    @Override
    public int getSoTimeout() {
        return readTimeoutMillis;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the session's connection has it
    }

    @Override
    public void setKeepAlive(boolean on) {
        // the session is kept alive
    }

    @Override
    public void setReceiveBufferSize(int size) {
        // the channel has its window
    }

    @Override
    public void setSendBufferSize(int size) {
        // the channel has its window
    }

    @Override
    public void setTrafficClass(int trafficClass) {
        // the session's connection has its own
    }

    @Override
    public void setSoLinger(boolean on, int linger) {
        // the session goes on
    }

    @Override
    public void setReuseAddress(boolean on) {
        // no address is taken
    }
}
