package understudy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import understudy.finding.Problem;

/** A webhook over real HTTP: signed, tried again, kept over a restart, and never led elsewhere. */
class WebhookDeliveryTests {

    private static final String SECRET = "a secret of sixteen or more";

    @TempDir
    private Path folder;

    private static void add(Room room, String name, String url) {
        room.desk.add(new NewTarget(name, new Way.Webhook(url), SECRET), Told.ANNA);
    }

    private static NotificationTarget.LastTry last(Room room) {
        NotificationTarget.LastTry last = room.desk.list().getFirst().last();
        assertThat(last).isNotNull();
        return last;
    }

    @Test
    void isTriedAgainUntilItIsTakenEachTimeWithTheSameIdAndAFreshSignature() throws Exception {
        try (Receiver receiver = new Receiver().answering(500, "not now").answering(503, ""); Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", receiver.url());

            room.announcer.cluster(Told.change("ReturnedClosed", "mercury, not uranus, took writes."));

            await().until(() -> receiver.got.size() == 3);
            for (Receiver.Got got : receiver.got) {
                assertThat(got.header("X-understudy-signature")).isEqualTo(
                        WebhookSender.signature(SECRET, got.header("X-understudy-timestamp"), got.body()));
                assertThat(got.header("X-understudy-event-id")).isEqualTo(receiver.got.getFirst().header("X-understudy-event-id"));
            }
            JsonNode body = JsonMapper.shared().readTree(receiver.got.getLast().body());
            assertThat(body.get("event").asString()).isEqualTo("PANEL_ACTED");
            assertThat(body.get("cluster").asString()).isEqualTo("shop");
            assertThat(body.get("at").asString()).isEqualTo("2026-11-23T12:00:00Z");
            assertThat(body.get("text").asString()).contains("mercury, not uranus");
            await().untilAsserted(() -> assertThat(last(room).delivered()).isTrue());
            assertThat(room.desk.list().getFirst().waiting()).isZero();
        }
    }

    @Test
    void signsWithHmacSha256OverTimestampDotBody() {
        assertThat(WebhookSender.signature("key", "1700000000", "{}"))
                .as("what openssl dgst -sha256 -hmac says")
                .isEqualTo("9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae");
    }

    @Test
    void isGivenUpAfterTheLastTry() throws Exception {
        try (Receiver receiver = new Receiver(); Room room = new Room(folder, Room.QUICK)) {
            for (int i = 0; i < 10; i++) {
                receiver.answering(500, "never");
            }
            add(room, "pager", receiver.url());
            room.announcer.cluster(Told.change("ReturnedClosed", "Two servers take writes."));

            await().until(() -> room.desk.list().getFirst().waiting() == 0);

            assertThat(receiver.got).hasSize(Room.QUICK.tries());
            assertThat(last(room).said()).isEqualTo("answered 500: never");
        }
    }

    @Test
    void keepsWhatIsToBeToldOverARestart() throws Exception {
        int port;
        try (Receiver receiver = new Receiver()) {
            port = receiver.port();
        }
        try (Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", "http://127.0.0.1:" + port + "/");
            room.postman.stop();
            room.announcer.cluster(Told.change("ReturnedClosed", "Two servers take writes."));
        }
        try (Receiver receiver = new Receiver(port); Room again = new Room(folder, Room.QUICK)) {
            await().until(() -> receiver.got.size() == 1);
            assertThat(again.desk.list()).singleElement().extracting(NotificationTarget::name).isEqualTo("pager");
        }
    }

    @Test
    void tellsTheSameEventOnce() throws Exception {
        try (Receiver receiver = new Receiver(); Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", receiver.url());
            for (int i = 0; i < 3; i++) {
                room.announcer.cluster(Told.change("ReturnedClosed", "Two servers take writes."));
            }
            room.announcer.cluster(Told.change("ReadinessLost", "A promotion would be refused now."));

            await().until(() -> receiver.got.size() == 2);
            assertThat(receiver.got.getLast().body()).contains("READINESS_LOST");
        }
    }

    @Test
    void keepsNobodyWaitingForATargetThatDoesNotAnswer() throws Exception {
        NotifySettings patient = new NotifySettings(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(1), 2, Duration.ZERO);
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0); Receiver receiver = new Receiver(); Room room = new Room(folder, patient)) {
            add(room, "a-silent-one", "http://127.0.0.1:" + silent.getLocalPort() + "/");
            add(room, "pager", receiver.url());

            room.announcer.cluster(Told.change("ReturnedClosed", "Two servers take writes."));

            await().until(() -> receiver.got.size() == 1);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (Receiver inner = new Receiver(); Receiver receiver = new Receiver().redirectingTo(inner.url()); Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", receiver.url());

            assertThatThrownBy(() -> room.desk.test("pager", Told.ANNA)).isInstanceOfSatisfying(Problem.class,
                    problem -> assertThat(problem.finding().message()).contains("answered 302", "not followed"));
            assertThat(inner.got).isEmpty();
        }
    }

    @Test
    void showsAtMostTwoHundredCharactersOfAnAnswer() throws Exception {
        try (Receiver receiver = new Receiver().answering(400, "x".repeat(5_000_000)); Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", receiver.url());

            assertThatThrownBy(() -> room.desk.test("pager", Told.ANNA)).isInstanceOf(Problem.class)
                    .hasMessageContaining("x".repeat(200)).message().doesNotContain("x".repeat(201));
        }
    }

    @Test
    void saysThatATestArrived() throws Exception {
        try (Receiver receiver = new Receiver(); Room room = new Room(folder, Room.QUICK)) {
            NotificationDesk.Added added = room.desk.add(new NewTarget("pager", new Way.Webhook(receiver.url()), null), Told.ANNA);

            assertThat(room.desk.test("pager", Told.ANNA)).isEqualTo("answered 204");

            Receiver.Got got = receiver.got.getFirst();
            assertThat(got.header("X-understudy-signature")).isEqualTo(
                    WebhookSender.signature(String.valueOf(added.madeSecret()), got.header("X-understudy-timestamp"), got.body()));
            assertThat(room.audited).containsExactly("notification-target.add pager done", "notification-target.test pager done");
            assertThat(last(room).delivered()).isTrue();
        }
    }

    @Test
    void saysExactlyWhyATestDidNotArrive() throws Exception {
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0); Room room = new Room(folder, Room.QUICK)) {
            add(room, "closed", "http://127.0.0.1:1/");
            add(room, "silent", "http://127.0.0.1:" + silent.getLocalPort() + "/");
            add(room, "nowhere", "http://nowhere.invalid/");

            assertThatThrownBy(() -> room.desk.test("closed", Told.ANNA)).hasMessageContaining("nothing listens there");
            assertThatThrownBy(() -> room.desk.test("silent", Told.ANNA)).hasMessageContaining("no answer within 2 s");
            assertThatThrownBy(() -> room.desk.test("nowhere", Told.ANNA)).hasMessageContaining("can't be resolved");
        }
    }

    @Test
    void keepsNoSecretInTheOpenAndForgetsEverythingOfARemovedTarget() throws Exception {
        try (Receiver receiver = new Receiver(); Room room = new Room(folder, Room.QUICK)) {
            add(room, "pager", receiver.url());
            room.postman.stop();
            room.announcer.cluster(Told.change("ReturnedClosed", "Two servers take writes."));

            assertThat(room.store.sql("SELECT * FROM notification_target").query().listOfRows().toString()).doesNotContain(SECRET);
            assertThat(room.desk.list().toString()).doesNotContain(SECRET);
            room.desk.remove("pager", Told.ANNA);
            assertThat(room.store.sql("SELECT COUNT(*) FROM notification").query(Integer.class).single()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "file:///etc/passwd", "https://", "//example.org/x", "not an address", "http://u:p@example.org/",
        "http://example.org/#x", ""})
    void refusesWhatIsNoAddressOfAWebhook(String url) {
        assertThatThrownBy(() -> TargetRules.check(new NewTarget("pager", new Way.Webhook(url), SECRET)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.finding().code()).isEqualTo("WebhookRefused"));
    }

    @Test
    void refusesAShortSecretAndANameOfOddCharacters() {
        assertThatThrownBy(() -> TargetRules.check(new NewTarget("pager", new Way.Webhook("https://x.example/"), "short")))
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> TargetRules.check(new NewTarget("a b", new Way.Webhook("https://x.example/"), SECRET)))
                .hasMessageContaining("can't be a target's name");
    }
}
