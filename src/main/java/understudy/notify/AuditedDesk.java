package understudy.notify;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.finding.Severity;

/** The desk, with an audit entry for each act. */
@Component
class AuditedDesk implements NotificationDesk {

    private final StoredTargets targets;
    private final Senders senders;
    private final Secrets secrets;
    private final Audit audit;
    private final Clock clock;

    AuditedDesk(StoredTargets targets, Senders senders, Secrets secrets, Audit audit, Clock clock) {
        this.targets = targets;
        this.senders = senders;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<NotificationTarget> list() {
        return targets.all();
    }

    @Override
    @Transactional
    public Added add(NewTarget wish, Actor by) {
        TargetRules.check(wish);
        if (targets.find(wish.name()).isPresent()) {
            throw refused("TargetExists", "There is already a target " + wish.name() + ".", "Choose another name, or remove it first.");
        }
        String made = wish.secret() == null && wish.way() instanceof Way.Webhook ? secrets.random() : null;
        targets.add(wish.name(), wish.way(), made == null ? wish.secret() : made, by.name());
        audit.record(by, "notification-target.add", wish.name(), "done");
        return new Added(get(wish.name()), made);
    }

    @Override
    @Transactional
    public void remove(String name, Actor by) {
        get(name);
        targets.remove(name);
        audit.record(by, "notification-target.remove", name, "done");
    }

    @Override
    public String test(String name, Actor by) {
        NotificationTarget target = get(name);
        Sent sent = senders.send(target, message(by));
        audit.record(by, "notification-target.test", name, sent instanceof Sent.Delivered ? "done" : "refused: NotDelivered");
        return switch (sent) {
            case Sent.Delivered delivered -> delivered.said();
            case Sent.Refused not -> throw refused("NotDelivered", "The test message didn't reach " + name + ": " + not.said() + ".",
                    target.way() instanceof Way.Mail ? "Check the mail server's name, port and login; then test again."
                            : "Check the address, and whether the receiver runs; then test again.");
        };
    }

    private Message message(Actor by) {
        return new Message(UUID.randomUUID().toString(), Topic.TEST, Severity.INFO, null, null, null, "A test",
                "This is a test that " + by.name() + " asked for. Nothing has happened.", Map.of(), clock.instant());
    }

    private NotificationTarget get(String name) {
        @Nullable NotificationTarget found = targets.find(name).orElse(null);
        if (found == null) {
            throw refused("TargetUnknown", "There is no target " + name + ".", "Look at the list of targets.");
        }
        return found;
    }

    private static Problem refused(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
