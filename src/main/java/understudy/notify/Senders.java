package understudy.notify;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;

/** One try to tell one target, by its way; how it ended is remembered with the target. */
@Component
class Senders {

    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final StoredTargets targets;
    private final WebhookSender webhooks;
    private final LetterSender letters;

    Senders(StoredTargets targets, WebhookSender webhooks, LetterSender letters) {
        this.targets = targets;
        this.webhooks = webhooks;
        this.letters = letters;
    }

    Sent send(NotificationTarget target, Message message) {
        Sent sent = attempt(target, message);
        targets.tried(target.name(), sent);
        return sent;
    }

    private Sent attempt(NotificationTarget target, Message message) {
        try {
            String secret = targets.secret(target.name());
            return switch (target.way()) {
                case Way.Webhook webhook -> webhooks.send(webhook, Objects.requireNonNull(secret, "a webhook has a secret"), message);
                case Way.Mail mail -> letters.send(mail, secret, message);
            };
        } catch (Problem unreadable) {
            return new Sent.Refused(unreadable.finding().message() + " " + unreadable.finding().hint());
        } catch (RuntimeException mistake) {
            LOG.error("a mistake of the panel's own while telling {}", target.name(), mistake);
            return new Sent.Refused("a mistake of the panel's own; its log has the details");
        }
    }
}
