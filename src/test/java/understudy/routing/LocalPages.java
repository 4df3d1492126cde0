package understudy.routing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/** A web server of a test, whose pages answer with the status that the test wants. */
final class LocalPages implements AutoCloseable {

    /** Such as {@code GET /up}. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, IntSupplier> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    LocalPages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Others answer 404. */
    LocalPages with(String path, IntSupplier status) {
        answers.put(path, status);
        return this;
    }

    private void answer(HttpExchange call) throws IOException {
        asked.add(call.getRequestMethod() + " " + call.getRequestURI());
        call.sendResponseHeaders(answers.getOrDefault(call.getRequestURI().getPath(), () -> 404).getAsInt(), -1);
        call.close();
    }

    /** A connection, as the tunnel of a host's SSH session gives one. */
    Socket line() {
        try {
            return new Socket(server.getAddress().getAddress(), server.getAddress().getPort());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
