package understudy.remote;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** The client as the panel needs it: nothing is read from the home directory, and every choice of algorithms stands here. */
final class SshdClientSetup {

    /** AES-GCM first: the JDK does it with the processor's own instructions. */
    private static final List<NamedFactory<Cipher>> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm, BuiltinCiphers.aes256ctr, BuiltinCiphers.aes128ctr,
            BuiltinCiphers.cc20p1305_openssh);

    private static final List<KeyExchangeFactory> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519, BuiltinDHFactories.curve25519, BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256, BuiltinDHFactories.ecdhp384, BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhg16_512, BuiltinDHFactories.dhg14_256)
            .stream().map(ClientBuilder.DH2KEX).toList();

    private SshdClientSetup() {
    }

    static SshClient started(SshSettings settings) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setCipherFactories(CIPHERS);
        client.setKeyExchangeFactories(KEY_EXCHANGES);
        client.setNioWorkers(2);
        HostKeyCheck.Verifier verifier = new HostKeyCheck.Verifier();
        client.setServerKeyVerifier(verifier);
        client.addSessionListener(verifier);
        // without it each small packet waits for the answer to the one before: 40 ms instead of 3
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.keepAlive());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, settings.keepAliveMisses());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        client.start();
        return client;
    }

    /** Whether a failed login is the host's no, and not a lost connection. */
    static boolean isRefusal(Exception cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SshException ssh
                    && (ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                    || String.valueOf(ssh.getMessage()).contains("Too many authentication failures"))) {
                return true;
            }
        }
        return false;
    }
}
