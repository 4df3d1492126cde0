package understudy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;

/** Mail over real SMTP. */
class LetterDeliveryTests {

    private GreenMail mail;
    private Room room;

    @BeforeEach
    void start(@TempDir Path folder) {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        room = new Room(folder, Room.QUICK);
    }

    @AfterEach
    void stop() {
        room.close();
        mail.stop();
    }

    private NewTarget admin(Way.Encryption encryption, @Nullable String user, @Nullable String password) {
        return new NewTarget("admin", new Way.Mail("127.0.0.1", mail.getSmtp().getPort(), encryption, user, "panel@shop.example",
                List.of("anna@shop.example", "bert@shop.example")), password);
    }

    @Test
    void tellsEveryRecipientHowAnOperationEnded() throws Exception {
        room.desk.add(admin(Way.Encryption.NONE, null, null), Told.ANNA);
        room.knows(Told.view(OperationKind.SWITCHOVER, OperationStatus.SUCCEEDED,
                java.util.Map.of("source", "uranus", "writeOutageMillis", 8.4, "lostTransactions", java.util.Map.of("count", 0)), null));

        room.announcer.operation(Told.changed(OperationKind.SWITCHOVER, OperationStatus.SUCCEEDED));

        await().until(() -> mail.getReceivedMessages().length == 2);
        MimeMessage letter = mail.getReceivedMessages()[0];
        assertThat(letter.getSubject()).isEqualTo("[Understudy] The switchover of shop to uranus is done");
        assertThat(letter.getContent().toString()).contains("Writers waited 8.4 ms.", "No transaction was lost.", "requestedBy: anna");
        assertThat(letter.getAllRecipients()).hasSize(2);
    }

    @Test
    void logsInWithTheSealedPassword() {
        mail.setUser("panel@shop.example", "panel", "open sesame");
        room.desk.add(admin(Way.Encryption.NONE, "panel", "open sesame"), Told.ANNA);

        assertThat(room.desk.test("admin", Told.ANNA)).isEqualTo("taken by 127.0.0.1");

        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(room.store.sql("SELECT * FROM notification_target").query().listOfRows().toString()).doesNotContain("open sesame");
    }

    @Test
    void saysThatTheLoginWasRefused() {
        mail.setUser("panel@shop.example", "panel", "open sesame");
        room.desk.add(admin(Way.Encryption.NONE, "panel", "wrong"), Told.ANNA);

        assertThatThrownBy(() -> room.desk.test("admin", Told.ANNA)).isInstanceOf(Problem.class)
                .hasMessageContaining("refuses the user or password");
    }

    @Test
    void sendsNothingWhenTheLineCanNotBeEncryptedAsWished() {
        room.desk.add(admin(Way.Encryption.STARTTLS, null, null), Told.ANNA);

        assertThatThrownBy(() -> room.desk.test("admin", Told.ANNA)).isInstanceOf(Problem.class).hasMessageContaining("STARTTLS");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendsOverALineThatIsEncryptedFromTheStartOnlyToAServerThatProvesItsName() {
        GreenMail selfSigned = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        selfSigned.start();
        try {
            room.desk.add(new NewTarget("admin", new Way.Mail("127.0.0.1", selfSigned.getSmtps().getPort(), Way.Encryption.TLS, null,
                    "panel@shop.example", List.of("anna@shop.example")), null), Told.ANNA);

            assertThatThrownBy(() -> room.desk.test("admin", Told.ANNA)).isInstanceOf(Problem.class).hasMessageContaining("didn't reach admin");
            assertThat(selfSigned.getReceivedMessages()).isEmpty();
        } finally {
            selfSigned.stop();
        }
    }

    @Test
    void refusesAPasswordOverAnOpenLine() {
        assertThatThrownBy(() -> TargetRules.check(new NewTarget("admin", new Way.Mail("mail.example.org", 25, Way.Encryption.NONE, "panel",
                "panel@shop.example", List.of("anna@shop.example")), "secret"))).hasMessageContaining("in the open");
    }

    @Test
    void refusesAddressesThatAreNone() {
        for (String to : List.of("anna", "anna@shop.example\nBcc: x@y.z", "Anna <anna@shop.example>", "")) {
            assertThatThrownBy(() -> TargetRules.check(new NewTarget("admin", new Way.Mail("mail.example.org", 25, Way.Encryption.STARTTLS, null,
                    "panel@shop.example", List.of(to)), null))).as(to).hasMessageContaining("must be an address");
        }
    }

    @Test
    void waitsLongerAfterEachTryUpToALimit() {
        NotifySettings usual = new NotifySettings(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofHours(1), 12, Duration.ofSeconds(30));

        assertThat(java.util.stream.IntStream.rangeClosed(1, 9).mapToObj(failed -> usual.pauseAfter(failed).toSeconds()))
                .containsExactly(5L, 15L, 45L, 135L, 405L, 1215L, 3600L, 3600L, 3600L);
    }
}
