package understudy.whole;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A panel as its users run it: a process of its own with a data directory of its own, which can be killed without a word and
 * started again on the same data.
 */
final class PanelProcess implements AutoCloseable {

    static final String TOKEN = "bootstrap-token-of-a-test-0123456789abcdef";
    static final String ADMIN_PASSWORD = "An admin's pass phrase 1";

    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    private final Path dataDir;
    private final Path log;
    private final int port;
    private final PanelForm form;
    private Process process;

    private PanelProcess(Path dataDir, PanelForm form) throws IOException {
        this.dataDir = dataDir;
        this.form = form;
        this.log = dataDir.resolveSibling(dataDir.getFileName() + ".log");
        this.port = freePort();
    }

    /** Starts a panel and waits until it is ready. */
    static PanelProcess start(Path dataDir, String... jvmOptions) throws IOException, InterruptedException {
        return start(dataDir, new PanelForm.Built(dataDir.resolveSibling("fault-classes")), jvmOptions);
    }

    /** Starts a panel in this form and waits until it is ready. */
    static PanelProcess start(Path dataDir, PanelForm form, String... jvmOptions) throws IOException, InterruptedException {
        PanelProcess panel = new PanelProcess(dataDir, form);
        try {
            panel.startAgain(jvmOptions);
            return panel;
        } catch (IllegalStateException notReady) {
            // nobody else would end it
            panel.close();
            throw notReady;
        }
    }

    /** Starts it on the same data and port, with these options only for this life. */
    void startAgain(String... options) throws IOException, InterruptedException {
        launch(options);
        awaitReady();
    }

    /** Starts it without waiting; for a life that is meant to be short. */
    void launch(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(form.arguments(List.of(options)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(java.util.Map.of(
                "UNDERSTUDY_DATA_DIR", dataDir.toString(),
                "UNDERSTUDY_BOOTSTRAP_TOKEN", TOKEN,
                "UNDERSTUDY_ADMIN_PASSWORD", ADMIN_PASSWORD,
                "SERVER_PORT", Integer.toString(port)));
        process = builder.start();
    }

    /** As a power cut does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    boolean awaitDeath(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    PanelClient client() {
        return new PanelClient(this, TOKEN);
    }

    Path dataDir() {
        return dataDir;
    }

    /** Everything that it has logged so far, over all its lives. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(READY_LIMIT);
        while (Instant.now().isBefore(limit)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the panel ended while starting:\n" + log());
            }
            if (ready()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the panel was not ready in " + READY_LIMIT + ":\n" + log());
    }

    private boolean ready() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health/readiness")).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }
}
