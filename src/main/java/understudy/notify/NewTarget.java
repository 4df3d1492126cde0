package understudy.notify;

import org.jspecify.annotations.Nullable;

/**
 * A target that an admin wishes.
 *
 * @param secret what signs a webhook's messages (null: the panel makes one), or the password of the mail server's user
 */
public record NewTarget(String name, Way way, @Nullable String secret) {

    /** Without the secret, so that no log line can carry it. */
    @Override
    public String toString() {
        return "NewTarget[" + name + "]";
    }
}
