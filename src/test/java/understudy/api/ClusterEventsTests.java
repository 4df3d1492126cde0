package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.annotation.DirtiesContext;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.monitor.ClusterChanged;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.operation.OperationEvent;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.Operations;
import understudy.operation.StepStatus;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Policy;

/** The event stream over a real connection. */
@SpringBootTest(classes = SilentPanel.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class ClusterEventsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Hosts hosts;

    @Autowired
    private Clusters clusters;

    @Autowired
    private Monitor monitor;

    @Autowired
    private Operations operations;

    @Autowired
    private ApplicationEventPublisher events;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @SuppressWarnings("unchecked")
    void tellsTheStateFirstThenWhatHappensAndGoesOnWhereTheClientWas() throws Exception {
        String token = tokens.create("watcher", Role.VIEWER, null, Actor.PANEL).secret();
        assertThat(open("moon", token, null).statusCode()).as("no such cluster").isEqualTo(404);
        if (clusters.find("shop").isEmpty()) {
            declareShop();
        }
        when(operations.find("7")).thenReturn(Optional.of(OperationsApiTests.view("7", "shop")));

        String lastId;
        try (BufferedReader line = reader(open(token, null))) {
            List<String> snapshot = event(line);
            assertThat(snapshot.get(1)).isEqualTo("event:state");
            assertThat(snapshot.get(2)).contains("\"name\":\"shop\"");

            ArgumentCaptor<Consumer<ClusterState>> listener = ArgumentCaptor.captor();
            verify(monitor).subscribe(eq("shop"), listener.capture());
            listener.getValue().accept(Declared.cluster("shop", Health.HEALTHY,
                    Declared.source("mercury", true, true, Declared.NOON)).orElseThrow());
            assertThat(event(line).get(2)).contains("\"health\":\"HEALTHY\"", "\"writable\":true");

            events.publishEvent(new OperationEvent.OperationChanged("7", "shop", OperationKind.SWITCHOVER,
                    OperationStatus.RUNNING, Declared.NOON));
            List<String> operation = event(line);
            assertThat(operation.get(1)).isEqualTo("event:operation");
            assertThat(operation.get(2)).contains("\"id\":\"7\"", "\"state\":\"RUNNING\"");
            lastId = operation.getFirst().substring("id:".length());
        }

        events.publishEvent(new OperationEvent.StepChanged("7", "shop", "1", StepStatus.DONE, Declared.NOON));
        events.publishEvent(new OperationEvent.StepChanged("8", "other", "1", StepStatus.DONE, Declared.NOON));
        events.publishEvent(new ClusterChanged("shop", "SourceLost", "mercury is gone.", Declared.NOON));
        try (BufferedReader line = reader(open(token, lastId))) {
            List<String> step = event(line);
            assertThat(step.get(1)).as("nothing is told twice").isEqualTo("event:step");
            assertThat(step.get(2)).contains("\"operation\":\"7\"", "\"state\":\"DONE\"", "\"doneBytes\":1");
            assertThat(event(line).subList(1, 3)).containsExactly("event:alert",
                    "data:{\"code\":\"SourceLost\",\"text\":\"mercury is gone.\",\"at\":\"2026-11-23T12:00:00Z\"}");
        }
        try (BufferedReader line = reader(open(token, "long-forgotten"))) {
            assertThat(event(line).get(1)).isEqualTo("event:state");
        }
    }

    @Test
    void refusesMoreStreamsThanOnePersonMayHaveAndGivesThePlacesBack() throws Exception {
        String token = tokens.create("greedy", Role.VIEWER, null, Actor.PANEL).secret();
        if (clusters.find("shop").isEmpty()) {
            declareShop();
        }
        HttpResponse<InputStream> refused = open(token, null);
        List<HttpResponse<InputStream>> lines = new java.util.ArrayList<>();
        while (refused.statusCode() == 200) {
            lines.add(refused);
            refused = open(token, null);
        }

        assertThat(lines).hasSizeBetween(10, 100);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8)).contains("TooManyStreams", "hint");
        for (HttpResponse<InputStream> line : lines) {
            line.body().close();
        }
        // who left is only noticed when something is sent
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).until(() -> {
            events.publishEvent(new ClusterChanged("shop", "SourceLost", "mercury is gone.", Declared.NOON));
            try (InputStream body = open(token, null).body()) {
                return body.read() == 'i';
            }
        });
    }

    private void declareShop() {
        hosts.add(Declared.enrolled("mercury"));
        clusters.add(new Cluster("shop", List.of("a"), List.of(new Member("mercury", Member.Role.SOURCE)), Policy.DEFAULT, "repl",
                null, Declared.NOON));
        when(monitor.subscribe(any(), any())).thenReturn(() -> { });
    }

    private HttpResponse<InputStream> open(String token, @org.jspecify.annotations.Nullable String lastEventId)
            throws IOException, InterruptedException {
        return open("shop", token, lastEventId);
    }

    private HttpResponse<InputStream> open(String cluster, String token, @org.jspecify.annotations.Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/clusters/" + cluster + "/events"))
                .header("Authorization", "Bearer " + token).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader reader(HttpResponse<InputStream> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The next event's lines: id, event, data; comments are skipped. */
    private static List<String> event(BufferedReader line) throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        for (String next = line.readLine(); next != null; next = line.readLine()) {
            if (next.isEmpty() && !lines.isEmpty()) {
                return lines;
            }
            if (!next.isEmpty() && !next.startsWith(":")) {
                lines.add(next);
            }
        }
        throw new IOException("the stream ended");
    }
}
