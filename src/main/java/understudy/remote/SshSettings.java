package understudy.remote;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the panel behaves as an SSH client.
 *
 * @param privateKeyFile a key of the admin's own, instead of the one that the panel makes in its data directory
 * @param keepAlive how often a silent session is asked whether it still stands
 * @param keepAliveMisses after so many questions without an answer the session counts as lost
 * @param commandsAtOnce commands at the same time on one session; sshd's {@code MaxSessions} is 10, and ending one needs another
 */
@ConfigurationProperties("understudy.ssh")
record SshSettings(
        @Nullable Path privateKeyFile,
        @DefaultValue("1500ms") Duration keepAlive,
        @DefaultValue("2") int keepAliveMisses,
        @DefaultValue("8") int commandsAtOnce) {

    static final SshSettings DEFAULTS = new SshSettings(null, Duration.ofMillis(1500), 2, 8);
}
