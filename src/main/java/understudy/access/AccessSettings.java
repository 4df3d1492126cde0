package understudy.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the environment says at start-up; each is also a property {@code understudy.…}.
 *
 * @param secretKey UNDERSTUDY_SECRET_KEY: 32 bytes in base64 that seal secrets, instead of the key file
 * @param adminPassword UNDERSTUDY_ADMIN_PASSWORD: of the first user, at the very first start
 * @param bootstrapToken UNDERSTUDY_BOOTSTRAP_TOKEN: of the first API token, at the very first start
 */
@ConfigurationProperties("understudy")
record AccessSettings(
        @Nullable String secretKey, @Nullable String adminPassword, @Nullable String bootstrapToken) {

    /** Without the values, so that no log line can carry them. */
    @Override
    public String toString() {
        return "AccessSettings";
    }
}
