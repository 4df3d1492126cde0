package understudy.topology;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A machine as the admin declared it, with what was pinned and found. Immutable; {@code with…} gives a changed copy, and
 * {@link Hosts} keeps it.
 *
 * @param name unique, as the admin calls it
 * @param address where the panel reaches its sshd
 * @param sshPort of sshd
 * @param sshUser the login user
 * @param mysqlPort where the server listens, as seen on the host itself
 * @param mysqlSocket the server's socket when it isn't the usual one
 * @param replicationAddress where the other servers reach it
 * @param hostKeyAlgorithm of the key that it offered first
 * @param hostKeyFingerprint of that key
 * @param hostKeyTrusted whether the admin has compared and accepted it
 * @param sealedSudoPassword for {@code sudo -S}, sealed for {@link #sudoPurpose}; null when sudo asks for none
 * @param sealedPanelPassword of the panel's account on the server, sealed for {@link #panelPurpose}; null before enrolment
 * @param facts what enrolment found, or null before it
 * @param addedAt when the admin added it
 */
@Table("host")
public record Host(
        @Id String name,
        String address,
        int sshPort,
        String sshUser,
        int mysqlPort,
        @Nullable String mysqlSocket,
        String replicationAddress,
        String hostKeyAlgorithm,
        String hostKeyFingerprint,
        boolean hostKeyTrusted,
        @Nullable String sealedSudoPassword,
        @Nullable String sealedPanelPassword,
        @Nullable HostFacts facts,
        Instant addedAt) {

    /** What {@code sealedSudoPassword} is sealed for. */
    public static String sudoPurpose(String host) {
        return "host/" + host + "/sudo";
    }

    /** What {@code sealedPanelPassword} is sealed for. */
    public static String panelPurpose(String host) {
        return "host/" + host + "/panel";
    }

    /** Whether the panel has an account on its server and knows the facts. */
    public boolean enrolled() {
        return sealedPanelPassword != null && facts != null;
    }

    /** With the offered key accepted. */
    public Host trusted() {
        return new Host(name, address, sshPort, sshUser, mysqlPort, mysqlSocket, replicationAddress, hostKeyAlgorithm,
                hostKeyFingerprint, true, sealedSudoPassword, sealedPanelPassword, facts, addedAt);
    }

    /** With the panel's account. */
    public Host withPanelPassword(String sealed) {
        return new Host(name, address, sshPort, sshUser, mysqlPort, mysqlSocket, replicationAddress, hostKeyAlgorithm,
                hostKeyFingerprint, hostKeyTrusted, sealedSudoPassword, sealed, facts, addedAt);
    }

    /** With newly read facts. */
    public Host withFacts(HostFacts found) {
        return new Host(name, address, sshPort, sshUser, mysqlPort, mysqlSocket, replicationAddress, hostKeyAlgorithm,
                hostKeyFingerprint, hostKeyTrusted, sealedSudoPassword, sealedPanelPassword, found, addedAt);
    }
}
