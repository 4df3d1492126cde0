package understudy.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody who takes webhooks: answers as it was told to, 204 when nothing more is left to say, and keeps what it got. */
public final class Receiver implements AutoCloseable {

    /** What came. */
    public record Got(Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.get(name).getFirst();
        }
    }

    /** What is answered. @param location of a redirect, or empty */
    record Answer(int status, String body, String location) {
    }

    public final List<Got> got = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    public Receiver() throws IOException {
        this(0);
    }

    public Receiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    Receiver answering(int status, String body) {
        answers.add(new Answer(status, body, ""));
        return this;
    }

    Receiver redirectingTo(String location) {
        answers.add(new Answer(302, "", location));
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    private void take(HttpExchange exchange) throws IOException {
        got.add(new Got(Map.copyOf(exchange.getRequestHeaders()), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer told = answers.poll();
        Answer answer = told == null ? new Answer(204, "", "") : told;
        if (!answer.location().isEmpty()) {
            exchange.getResponseHeaders().add("Location", answer.location());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        } catch (IOException hungUp) {
            // the panel reads only the first words
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
