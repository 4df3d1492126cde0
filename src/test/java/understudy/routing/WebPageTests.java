package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;
import understudy.remote.HostConnection;

class WebPageTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void takesOnlyAddressesOfPages() {
        assertThat(new String[] {"http://localhost/up", "https://shop.example:8443/up/write?token={token}", "http://127.0.0.1"})
                .allMatch(WebPage::possible);
        assertThat(new String[] {"", "localhost/up", "file:///etc/passwd", "http://", "http://a b/", "http://shop/\r\nHost: other", "http://u:p@shop/",
            "http://my_app/up", "http://shop/a|b", "http://shop/[", "http://shop:99999/", "http://shop:0/"})
                .noneMatch(WebPage::possible);
    }

    @Test
    void readsStatusAndBody() throws IOException {
        WebPage.Answer answer = answering("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{\"table\": \"t\"}");

        assertThat(answer).isEqualTo(new WebPage.Answer(201, "{\"table\": \"t\"}"));
        assertThat(answer.good()).isTrue();
        assertThat(answering("HTTP/1.0 503 Gone\r\n\r\n").good()).isFalse();
    }

    @Test
    void saysSoWhenNoWebServerAnswers() {
        assertThatThrownBy(() -> answering("SSH-2.0-OpenSSH\r\n")).isInstanceOf(Problem.class).hasMessageContaining("web server");
        assertThatThrownBy(() -> answering("")).isInstanceOf(Problem.class);
    }

    /** A read's own timeout begins anew with each byte, so 64 KB could last for days. */
    @Test
    void givesAPageThatDripsItsAnswerNoMoreThanItsTime() {
        assertThatThrownBy(() -> asked(server -> {
            try (Socket caller = server.accept()) {
                while (true) {
                    caller.getOutputStream().write("HTTP/1.1 200 OK\r\n".charAt(0));
                    caller.getOutputStream().flush();
                    Thread.sleep(100);
                }
            }
        }, Duration.ofSeconds(1))).isInstanceOf(Problem.class).hasMessageContaining("doesn't answer");
    }

    /** A server that was just restarted refuses connections at first. */
    @Test
    void asksAgainWhereTheConnectionIsRefused() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    answerOnce(server, "HTTP/1.1 200 OK\r\n\r\n");
                } catch (IOException gone) {
                    Thread.currentThread().interrupt();
                }
            });
            HostConnection host = mock(HostConnection.class);
            when(host.tunnel(eq("shop"), eq(80), any())).thenThrow(new IOException("refused"))
                    .thenAnswer(call -> new Socket(server.getInetAddress(), server.getLocalPort()));

            assertThat(WebPage.at("http://shop/up").awaitedWell(host, "mercury").status()).isEqualTo(200);
        }
    }

    private static WebPage.Answer answering(String text) throws IOException {
        return asked(server -> answerOnce(server, text), LIMIT);
    }

    private interface WebServer {

        void serve(ServerSocket server) throws IOException, InterruptedException;
    }

    private static WebPage.Answer asked(WebServer web, Duration limit) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    web.serve(server);
                } catch (IOException | InterruptedException gone) {
                    Thread.currentThread().interrupt();
                }
            });
            HostConnection host = mock(HostConnection.class);
            when(host.tunnel(eq("shop"), eq(80), any())).thenReturn(new Socket(server.getInetAddress(), server.getLocalPort()));
            return new WebPage(URI.create("http://shop/up")).ask("GET", host, "mercury", limit);
        }
    }

    private static void answerOnce(ServerSocket server, String text) throws IOException {
        try (Socket caller = server.accept()) {
            caller.getInputStream().read(new byte[4_096]);
            caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
