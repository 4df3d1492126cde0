package understudy.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import understudy.lab.LabHost;

/** SSH sessions to hosts of the lab, with a key of its own. */
public final class LabSsh implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SshdSsh ssh;

    public LabSsh() {
        try {
            ssh = new SshdSsh(SshSettings.DEFAULTS, Files.createTempDirectory("understudy-lab"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A session as the login user; the panel's key is let in first. */
    public HostConnection connect(LabHost host) {
        host.authorise(ssh.publicKey());
        HostKey key = ssh.offeredKey(host.address(), host.sshPort(), PATIENCE);
        return ssh.connect(new SshTarget(host.name(), host.address(), host.sshPort(), "deploy", key, null), PATIENCE);
    }

    @Override
    public void close() {
        ssh.close();
    }
}
