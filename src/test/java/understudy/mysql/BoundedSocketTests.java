package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever has taken a server's place on its port may answer for ever; the panel must neither fill up nor wait. */
class BoundedSocketTests {

    private static final InputStream ENDLESS = new InputStream() {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return length;
        }

        @Override
        public int available() {
            return -1;
        }
    };

    private final BoundedSocket socket = new BoundedSocket(new Socket() {
        @Override
        public InputStream getInputStream() {
            return ENDLESS;
        }
    }, "mercury");

    @Test
    void takesAnAnswerUpToItsSizeAndTheNextOneAnew() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] whole = new byte[(int) BoundedSocket.MOST_BYTES];

        assertThat(in.read(whole)).isEqualTo(whole.length);
        socket.renew();
        assertThat(in.read(whole)).isEqualTo(whole.length);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).cause().isInstanceOfSatisfying(ServerUnreachable.class,
                refused -> assertThat(refused.finding().code()).isEqualTo("AnswerTooLarge"));
    }

    @Test
    void neverSaysThatLessThanNothingIsThere() throws IOException {
        assertThat(socket.getInputStream().available()).isZero();
    }

    @Test
    void saysSoOfAServerThatGreetsWithoutEnd() throws IOException {
        try (ServerSocket liar = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> greetWithoutEnd(liar));
            JdbcConnector connector = new JdbcConnector("mercury", timeout -> new Socket(liar.getInetAddress(), liar.getLocalPort()),
                    3306, "understudy", () -> "secret", java.util.Optional::empty);

            assertThatThrownBy(() -> JdbcSession.open(connector, Duration.ofSeconds(10)))
                    .isInstanceOfSatisfying(ServerUnreachable.class,
                            refused -> assertThat(refused.finding().host()).isEqualTo("mercury"));
        }
    }

    /** A login that never ends: packets that ask for more, each the greatest that there is. */
    private static void greetWithoutEnd(ServerSocket liar) {
        try (Socket caller = liar.accept()) {
            byte[] packet = new byte[4 + 0xffffff];
            packet[0] = packet[1] = packet[2] = (byte) 0xff;
            for (int sequence = 0; sequence < 64; sequence++) {
                packet[3] = (byte) sequence;
                caller.getOutputStream().write(packet);
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
