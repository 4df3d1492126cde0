package understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The little application that stands for Secondhand on a host {@link LabHostSpec#withApplication()}. */
public final class LabApplication {

    /** Where Capistrano put it. */
    public static final String ROOT = "/var/www/secondhand";
    public static final String DATABASE_YML = ROOT + "/shared/config/database.yml";

    /** What a page answered. */
    public record Answer(int status, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private final LabHost host;

    private LabApplication(LabHost host) {
        this.host = host;
    }

    public static LabApplication on(LabHost host) {
        return new LabApplication(host);
    }

    public URI url() {
        return URI.create("http://" + host.address() + ":" + host.mapped(80));
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path)));
    }

    /** @param path with its parameters behind a question mark */
    public Answer post(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The database server that it uses now, by its host's name. */
    public String server() {
        var answer = get("/up");
        return answer.status() == 200 ? answer.json().get("server").asString() : answer.toString();
    }

    /** Changes the production group's host in database.yml and restarts, as an admin does it by hand. */
    public void pointTo(LabHost server) {
        pointTo(server.replicationAddress());
    }

    public void pointTo(String address) {
        host.exec("sed -i --follow-symlinks '/^production:/,$ s/^  host: [^ ]*/  host: " + address + "/' " + DATABASE_YML);
        restart();
    }

    /** Returns when no process of before serves any more. */
    public void restart() {
        var before = processes();
        host.exec("passenger-config restart-app --ignore-app-not-running " + ROOT + "/current");
        Awaitility.await("a new application on " + host.name()).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
            .until(() -> get("/up").status() > 0 && processes().stream().noneMatch(before::contains));
    }

    /** The processes that serve it, by their ids. */
    public List<String> processes() {
        return host.tryExec("pgrep -f '^Passenger RubyApp: " + ROOT + "'").getStdout().lines().toList();
    }

    private static Answer send(HttpRequest.Builder request) {
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var response = client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a page was read", e);
        }
    }
}
