package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.notify.NewTarget;
import understudy.notify.NotificationDesk;
import understudy.notify.NotificationTarget;
import understudy.notify.Way;

/** Who is told of what happens; for admins. */
@RestController
@RequestMapping("/api/v1/notification-targets")
@Tag(name = "Notification targets")
class NotificationTargetsApi {

    private static final int SUBMISSION = 587;

    private final NotificationDesk desk;

    NotificationTargetsApi(NotificationDesk desk) {
        this.desk = desk;
    }

    /**
     * A new target. A webhook has a {@code url} and, if it isn't to be made by the panel, a {@code secret}; mail has the rest.
     */
    record NewTargetJson(@Nullable String name, Way.@Nullable Kind kind, @Nullable String url, @Nullable String secret, @Nullable String host,
            @Nullable Integer port, Way.@Nullable Encryption encryption, @Nullable String user, @Nullable String password,
            @Nullable String from, @Nullable List<String> to) {

        NewTarget wish() {
            String named = Required.text("name", name);
            return switch (Required.value("kind", kind)) {
                case WEBHOOK -> new NewTarget(named, new Way.Webhook(Required.text("url", url)), secret);
                case MAIL -> new NewTarget(named, new Way.Mail(Required.text("host", host), Required.otherwise(port, SUBMISSION),
                        Required.otherwise(encryption, Way.Encryption.STARTTLS), user, Required.text("from", from),
                        Required.value("to", to)), password);
            };
        }

        /** Without the secrets, so that a log line can't carry them. */
        @Override
        public String toString() {
            return "NewTargetJson[" + name + "]";
        }
    }

    /** A target, without its secret. @param secret only in the answer to its making, and only when the panel made it */
    record TargetJson(String name, Way.Kind kind, @Nullable String url, @Nullable String host, @Nullable Integer port,
            Way.@Nullable Encryption encryption, @Nullable String user, @Nullable String from, @Nullable List<String> to,
            Instant createdAt, String createdBy, int waiting, NotificationTarget.@Nullable LastTry last, @Nullable String secret) {

        static TargetJson of(NotificationTarget target, @Nullable String secret) {
            return switch (target.way()) {
                case Way.Webhook webhook -> new TargetJson(target.name(), Way.Kind.WEBHOOK, webhook.url(), null, null, null, null, null, null,
                        target.createdAt(), target.createdBy(), target.waiting(), target.last(), secret);
                case Way.Mail mail -> new TargetJson(target.name(), Way.Kind.MAIL, null, mail.host(), mail.port(), mail.encryption(),
                        mail.user(), mail.from(), mail.to(), target.createdAt(), target.createdBy(), target.waiting(), target.last(), null);
            };
        }
    }

    /** That a test message arrived. @param said by the other side */
    record TestedJson(boolean delivered, String said) {
    }

    @GetMapping
    List<TargetJson> list() {
        return desk.list().stream().map(target -> TargetJson.of(target, null)).toList();
    }

    @PostMapping
    ResponseEntity<TargetJson> add(@RequestBody NewTargetJson wish, Actor actor) {
        NotificationDesk.Added added = desk.add(wish.wish(), actor);
        return ResponseEntity.created(URI.create("/api/v1/notification-targets/" + added.target().name()))
                .body(TargetJson.of(added.target(), added.madeSecret()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, Actor actor) {
        desk.remove(name, actor);
    }

    /** Sends a test message now; 422 with exactly why when it doesn't arrive. */
    @PostMapping("/{name}/test")
    TestedJson test(@PathVariable String name, Actor actor) {
        return new TestedJson(true, desk.test(name, actor));
    }
}
