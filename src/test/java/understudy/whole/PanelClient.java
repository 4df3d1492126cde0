package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another tool's view of the panel: the REST contract and nothing else. */
final class PanelClient {

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "ROLLED_BACK", "CANCELLED");

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final PanelProcess panel;
    private final String token;

    PanelClient(PanelProcess panel, String token) {
        this.panel = panel;
        this.token = token;
    }

    /** An answer: its status and its JSON, which is missing when the body is empty. */
    record Answer(int status, JsonNode body, String text) {

        Answer expecting(int wanted) {
            assertThat(status).as("status of an answer that says: %s", text).isEqualTo(wanted);
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(panel.uri(path)).timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), isJson ? json.readTree(text) : json.createObjectNode(), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Adds a host, accepts the key that it offers (which must be {@code fingerprint}) and enrols it. */
    void enrol(String name, String address, int sshPort, String fingerprint) {
        Answer added = post("/api/v1/hosts", Map.of("name", name, "address", address, "sshPort", sshPort, "sshUser", "deploy"))
                .expecting(201);
        assertThat(added.body().at("/hostKey/fingerprint").asString()).isEqualTo(fingerprint);
        put("/api/v1/hosts/" + name + "/host-key", Map.of("fingerprint", fingerprint)).expecting(200);
        Answer enrolment = post("/api/v1/hosts/" + name + "/enrolment", Map.of()).expecting(202);
        awaitSuccess(enrolment.body().get("id").asString());
    }

    /** Starts an operation and returns its id. */
    String start(String cluster, Map<String, ?> request) {
        return post("/api/v1/clusters/" + cluster + "/operations", request).expecting(202).body().get("id").asString();
    }

    /** Waits until an operation is planned when it is rehearsed, and returns the plan: a panel may have seen too little of its hosts yet. */
    JsonNode awaitPossible(String cluster, Map<String, ?> request) {
        Map<String, Object> rehearsal = new HashMap<>(request);
        rehearsal.put("dryRun", true);
        Instant limit = Instant.now().plus(Duration.ofSeconds(90));
        Answer seen = post("/api/v1/clusters/" + cluster + "/operations", rehearsal);
        while (seen.status() != 200) {
            assertThat(Instant.now()).as("still refused: %s", seen.text()).isBefore(limit);
            pause();
            seen = post("/api/v1/clusters/" + cluster + "/operations", rehearsal);
        }
        return seen.body();
    }

    JsonNode operation(String id) {
        return get("/api/v1/operations/" + id).expecting(200).body();
    }

    /** Waits for the end of an operation and returns it. */
    JsonNode awaitEnd(String id) {
        Instant limit = Instant.now().plus(Duration.ofMinutes(5));
        JsonNode seen = operation(id);
        while (!ENDS.contains(seen.get("state").asString())) {
            assertThat(Instant.now()).as("operation still %s", seen).isBefore(limit);
            pause();
            seen = operation(id);
        }
        return seen;
    }

    JsonNode awaitSuccess(String id) {
        JsonNode ended = awaitEnd(id);
        assertThat(ended.get("state").asString()).as("operation %s", ended.toPrettyString()).isEqualTo("SUCCEEDED");
        return ended;
    }

    JsonNode cluster(String name) {
        return get("/api/v1/clusters/" + name).expecting(200).body();
    }

    /** The cluster's newest operation. */
    JsonNode latestOperation(String cluster) {
        return get("/api/v1/operations?cluster=" + cluster).expecting(200).body().get(0);
    }

    /** Waits until the panel calls the cluster healthy. */
    void awaitHealthy(String name) {
        awaitHealth(name, "HEALTHY");
    }

    /** Waits until the panel calls the cluster's health so. */
    void awaitHealth(String name, String health) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        JsonNode seen = cluster(name);
        while (!health.equals(seen.get("health").asString())) {
            assertThat(Instant.now()).as("cluster still %s", seen.toPrettyString()).isBefore(limit);
            pause();
            seen = cluster(name);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
