package understudy.remote;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * One connection's expectation of the host's key, and what the host offered. The pinned key's algorithm is proposed first, so
 * that a host with several keys shows the pinned one; everything is decided before a user name or a password is sent.
 */
final class HostKeyCheck {

    private static final AttributeRepository.AttributeKey<HostKeyCheck> KEY = new AttributeRepository.AttributeKey<>();

    private static final List<BuiltinSignatures> PROPOSED = List.of(
            BuiltinSignatures.ed25519, BuiltinSignatures.nistp256, BuiltinSignatures.nistp384, BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256);

    private final @Nullable HostKey pinned;
    private final CompletableFuture<HostKey> offered = new CompletableFuture<>();

    private HostKeyCheck(@Nullable HostKey pinned) {
        this.pinned = pinned;
    }

    static HostKeyCheck expecting(HostKey pinned) {
        return new HostKeyCheck(pinned);
    }

    /** Accepts nothing; only looks which key is offered. */
    static HostKeyCheck looking() {
        return new HostKeyCheck(null);
    }

    AttributeRepository asContext() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    CompletableFuture<HostKey> offered() {
        return offered;
    }

    /** The key that was offered and isn't the pinned one, or null. */
    @Nullable HostKey foreign() {
        HostKey seen = offered.getNow(null);
        return seen == null || accepts(seen) ? null : seen;
    }

    private boolean accepts(HostKey key) {
        return pinned != null && pinned.fingerprint().equals(key.fingerprint());
    }

    private List<NamedFactory<Signature>> proposals() {
        Stream<BuiltinSignatures> pinnedFirst = PROPOSED.stream().filter(this::isPinnedKind);
        Stream<BuiltinSignatures> others = PROPOSED.stream().filter(signature -> !isPinnedKind(signature));
        return Stream.concat(pinnedFirst, others).<NamedFactory<Signature>>map(signature -> signature).toList();
    }

    private boolean isPinnedKind(BuiltinSignatures signature) {
        return pinned != null && KeyUtils.getCanonicalKeyType(signature.getName()).equals(pinned.algorithm());
    }

    /** Decides for every session by the check that it was opened with. */
    static final class Verifier implements ServerKeyVerifier, SessionListener {

        @Override
        public void sessionCreated(Session session) {
            if (session instanceof ClientSession client) {
                session.setSignatureFactories(of(client).proposals());
            }
        }

        @Override
        public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
            HostKeyCheck check = of(session);
            HostKey seen = new HostKey(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
            check.offered.complete(seen);
            return check.accepts(seen);
        }

        private static HostKeyCheck of(ClientSession session) {
            AttributeRepository context = session.getConnectionContext();
            HostKeyCheck check = context == null ? null : context.getAttribute(KEY);
            return check == null ? looking() : check;
        }
    }
}
