package understudy.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** SSH by Apache MINA SSHD. */
@Component
final class SshdSsh implements Ssh, AutoCloseable {

    /** A first packet that came to nothing is sent again after a second. One that isn't answered then either would only hold up the next attempt. */
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(2);

    private final SshSettings settings;
    private final PanelKey key;
    private final SshClient client;

    @Autowired
    SshdSsh(SshSettings settings, @Value("${understudy.data-dir:./data}") Path dataDirectory) {
        this(settings, PanelKey.readOrMake(settings, dataDirectory));
    }

    SshdSsh(SshSettings settings, PanelKey key) {
        this.settings = settings;
        this.key = key;
        this.client = SshdClientSetup.started(settings);
    }

    @Override
    public HostConnection connect(SshTarget target, Duration timeout) {
        ClientSession session = logIn(target, timeout, List.of(UserAuthPublicKeyFactory.INSTANCE),
                opened -> opened.addPublicKeyIdentity(key.pair()), true);
        return new SshdHostConnection(target, session, settings.commandsAtOnce());
    }

    @Override
    public void installPanelKey(SshTarget target, String password, Duration timeout) {
        ClientSession session = logIn(target, timeout,
                List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE),
                opened -> opened.addPasswordIdentity(password), false);
        try (SshdHostConnection host = new SshdHostConnection(target, session, 1)) {
            host.run(RemoteFiles.authorise(publicKey()).within(timeout));
        }
    }

    @Override
    public HostKey offeredKey(String address, int port, Duration timeout) {
        HostKeyCheck check = HostKeyCheck.looking();
        long begun = System.nanoTime();
        try (ClientSession session = client.connect("understudy", address, port, check.asContext())
                .verify(timeout).getSession()) {
            session.addCloseFutureListener(closed -> check.offered().completeExceptionally(
                    new IOException("it closed the connection before it showed a host key")));
            return check.offered().get(timeout.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostUnreachable(SshFindings.unreachable(address, address, port, "the panel stopped waiting"), e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            keepInterrupt(e);
            throw new HostUnreachable(SshFindings.unreachable(address, address, port, SshFindings.why(e)), e);
        }
    }

    @Override
    public String publicKey() {
        return key.publicLine();
    }

    @Override
    public String publicKeyFingerprint() {
        return key.fingerprint();
    }

    @Override
    public void close() {
        client.stop();
    }

    private ClientSession logIn(SshTarget target, Duration timeout, List<UserAuthFactory> ways,
            Consumer<ClientSession> identify, boolean byKey) {
        HostKeyCheck check = HostKeyCheck.expecting(target.trustedKey());
        long begun = System.nanoTime();
        ClientSession session = null;
        try {
            session = client.connect(target.user(), target.address(), target.port(), check.asContext())
                    .verify(timeout.compareTo(TO_BE_HEARD) < 0 ? timeout : TO_BE_HEARD).getSession();
            session.setUserAuthFactories(ways);
            identify.accept(session);
            session.auth().verify(timeout.minusNanos(System.nanoTime() - begun));
            return session;
        } catch (IOException | RuntimeException e) {
            if (session != null) {
                session.close(true);
            }
            throw refusal(target, check, byKey, e);
        }
    }

    private RuntimeException refusal(SshTarget target, HostKeyCheck check, boolean byKey, Exception cause) {
        keepInterrupt(cause);
        HostKey foreign = check.foreign();
        if (foreign != null) {
            return new HostKeyChanged(SshFindings.keyChanged(target, foreign), cause);
        }
        if (check.offered().isDone() && SshdClientSetup.isRefusal(cause)) {
            return new LoginRefused(byKey ? SshFindings.loginRefused(target, publicKey())
                    : SshFindings.passwordRefused(target), cause);
        }
        return new HostUnreachable(SshFindings.unreachable(target, SshFindings.why(cause)), cause);
    }

    /** The library turns an interrupt into a failure; the thread's owner must still see it. */
    private static void keepInterrupt(Exception failure) {
        if (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)) {
            Thread.currentThread().interrupt();
        }
    }
}
