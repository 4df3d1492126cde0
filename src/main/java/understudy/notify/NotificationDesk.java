package understudy.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;

/** The door for the settings' pages and REST: who is told. Every act writes an audit entry; reading is for admins too. */
public interface NotificationDesk {

    /** All, by name. */
    List<NotificationTarget> list();

    /**
     * Adds a target; it is told of everything from now on.
     *
     * @throws understudy.finding.Problem with TargetExists, TargetNameRefused, WebhookRefused or MailRefused
     */
    Added add(NewTarget wish, Actor by);

    /** It is told nothing any more; what waits for it is dropped. @throws understudy.finding.Problem with TargetUnknown */
    void remove(String name, Actor by);

    /**
     * Sends a test message now and waits for its end, which the settings limit (10 s unless they say otherwise).
     *
     * @return what the other side said
     * @throws understudy.finding.Problem with TargetUnknown, or NotDelivered and exactly why not
     */
    String test(String name, Actor by);

    /**
     * A target that was just added.
     *
     * @param madeSecret what signs its messages, when the panel made it: shown this once; else null
     */
    record Added(NotificationTarget target, @Nullable String madeSecret) {

        /** Without the secret, so that no log line can carry it. */
        @Override
        public String toString() {
            return "Added[" + target.name() + "]";
        }
    }
}
