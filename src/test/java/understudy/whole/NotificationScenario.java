package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import understudy.notify.Receiver;

/**
 * A source dies at night, the panel fails over by itself, and people are told: by two webhooks, of which one receiver is down just then,
 * and by mail. The danger: a failover that nobody hears of, so that the cluster stands on one leg until the next one; or a message that
 * anybody could have sent.
 */
@Tag("lab")
class NotificationScenario {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String SECRET = "a secret of the receiver's";
    private static final String TARGETS = "/api/v1/notification-targets";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What was told of one thing, in its order. */
    private static final List<String> FAILOVER = List.of("DIAGNOSIS: SERVER_DEAD", "OPERATION_BEGUN: FAILOVER", "OPERATION_ENDED: FAILOVER",
            "READINESS_LOST", "OPERATION_BEGUN: REJOIN", "OPERATION_ENDED: REJOIN", "READINESS_REGAINED");

    @Test
    void tellsAFailoverFromTheDiagnosisToTheReadinessRegained(@TempDir Path dir) throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Receiver hook = new Receiver()) {
            int down = portOfAReceiverThatIsDown();
            watched(pair);
            pair.client.post(TARGETS, Map.of("name", "hook", "kind", "WEBHOOK", "url", hook.url(), "secret", SECRET)).expecting(201);
            String made = pair.client.post(TARGETS, Map.of("name", "down", "kind", "WEBHOOK", "url", "http://127.0.0.1:" + down + "/hook"))
                    .expecting(201).body().get("secret").asString();
            pair.client.post(TARGETS, Map.of("name", "mail", "kind", "MAIL", "host", "127.0.0.1", "port", mail.getSmtp().getPort(),
                    "encryption", "NONE", "from", "panel@shop.example", "to", List.of("anna@shop.example"))).expecting(201);
            pair.client.post(TARGETS + "/hook/test", Map.of()).expecting(200);
            pair.client.post(TARGETS + "/down/test", Map.of()).expecting(422);

            failsOverAndRejoins(pair, hook);

            await("all is told").atMost(LIMIT).untilAsserted(() -> assertThat(told(hook)).containsSubsequence(FAILOVER));
            signed(hook, SECRET);
            JsonNode ended = body(hook, "OPERATION_ENDED: FAILOVER");
            assertThat(ended.at("/details/result/lostTransactions/count").asInt()).isZero();
            assertThat(ended.at("/details/requestedBy").asString()).isEqualTo("automatic failover");
            try (Receiver late = new Receiver(down)) {
                // each message is tried again by itself, so their order is lost; what happened when stands in each
                await("it is told later").atMost(LIMIT).untilAsserted(() -> assertThat(told(late)).containsAll(FAILOVER));
                signed(late, made);
                assertThat(ids(late)).containsAll(ids(hook).stream().filter(id -> !id.equals(ids(hook).getFirst())).toList());
            }
            await("the letters").atMost(LIMIT).untilAsserted(() -> assertThat(subjects(mail))
                    .anyMatch(subject -> subject.contains("The failover of secondhand to uranus is done"))
                    .anyMatch(subject -> subject.contains("is ready for a promotion again")));
        } finally {
            mail.stop();
        }
    }

    private static int portOfAReceiverThatIsDown() throws Exception {
        try (Receiver receiver = new Receiver()) {
            return receiver.port();
        }
    }

    /** With a shorter patience than people are granted, so that nobody waits for half minutes here. */
    private static void watched(Pair pair) throws Exception {
        pair.replicate();
        pair.panel.close();
        pair.panel.startAgain("-Dunderstudy.readiness.hold=2s", "-Dunderstudy.notify.first-pause=1s", "-Dunderstudy.notify.longest-pause=5s",
                "-Dunderstudy.notify.tries=1000");
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true)).expecting(200);
        pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        await("ready").atMost(LIMIT).until(() -> pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/readiness").body().get("ready").asBoolean());
        // readiness is looked at every five seconds, and what is known first is no news
        Thread.sleep(Duration.ofSeconds(10));
    }

    private static void failsOverAndRejoins(Pair pair, Receiver hook) {
        pair.mercury.killServer();
        await("uranus is the source").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).get("source").asString().equals("uranus"));
        pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        await("told that it isn't ready").atMost(LIMIT).until(() -> told(hook).contains("READINESS_LOST"));
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
    }

    private static List<String> told(Receiver receiver) {
        return receiver.got.stream().map(got -> word(JSON.readTree(got.body()))).toList();
    }

    private static String word(JsonNode message) {
        JsonNode of = message.get("event").asString().equals("DIAGNOSIS") ? message.at("/details/verdict") : message.at("/details/kind");
        return message.get("event").asString() + (of.isMissingNode() ? "" : ": " + of.asString());
    }

    private static JsonNode body(Receiver receiver, String word) {
        return receiver.got.stream().map(got -> JSON.readTree(got.body())).filter(message -> word(message).equals(word)).findFirst().orElseThrow();
    }

    private static List<String> ids(Receiver receiver) {
        return receiver.got.stream().map(got -> JSON.readTree(got.body()).get("id").asString()).distinct().toList();
    }

    /** As docs/operations.md tells a receiver to check it. */
    private static void signed(Receiver receiver, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        for (Receiver.Got got : receiver.got) {
            String signed = got.header("X-understudy-timestamp") + "." + got.body();
            assertThat(got.header("X-understudy-signature")).isEqualTo(HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
            assertThat(got.header("X-understudy-event-id")).isEqualTo(JSON.readTree(got.body()).get("id").asString());
        }
    }

    private static List<String> subjects(GreenMail mail) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage letter : mail.getReceivedMessages()) {
            subjects.add(letter.getSubject());
        }
        return subjects;
    }
}
