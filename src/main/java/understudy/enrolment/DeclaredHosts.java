package understudy.enrolment;

import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.HostKey;
import understudy.topology.Host;

/** Turns what an admin declares of a host into one, or refuses it. The name is the store's to judge. */
final class DeclaredHosts {

    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}.:_-]{0,251}[\\p{L}\\p{N}])?|::1?|[\\p{XDigit}:]+(%\\w+)?");
    private static final int LONGEST_USER = 64;

    private DeclaredHosts() {
    }

    /** A new host, not trusted yet. @param offered reads its key, once everything else is found to be in order */
    static Host host(NewHost wanted, Secrets secrets, Instant now, Supplier<HostKey> offered) {
        String replication = wanted.replicationAddress() == null ? wanted.address() : wanted.replicationAddress();
        Host declared = required(new Host(wanted.name(), wanted.address(), wanted.sshPort(), wanted.sshUser(), wanted.mysqlPort(),
                emptyAsNull(wanted.mysqlSocket()), replication, "", "", false,
                sealed(wanted.name(), wanted.sudoPassword(), secrets), null, null, now));
        return withKey(declared, offered.get(), false);
    }

    static Host changed(Host host, HostChange change, Secrets secrets) {
        String address = or(change.address(), host.address());
        // where the servers' address was the panel's all along, it goes on being so
        String replication = or(change.replicationAddress(),
                host.replicationAddress().equals(host.address()) ? address : host.replicationAddress());
        return required(new Host(host.name(), address, or(change.sshPort(), host.sshPort()), or(change.sshUser(), host.sshUser()),
                or(change.mysqlPort(), host.mysqlPort()),
                change.mysqlSocket() == null ? host.mysqlSocket() : emptyAsNull(change.mysqlSocket()),
                replication, host.hostKeyAlgorithm(), host.hostKeyFingerprint(), host.hostKeyTrusted(),
                change.sudoPassword() == null ? host.sealedSudoPassword() : sealed(host.name(), change.sudoPassword(), secrets),
                host.sealedPanelPassword(), host.facts(), host.addedAt()));
    }

    static Host withKey(Host host, HostKey key, boolean trusted) {
        return new Host(host.name(), host.address(), host.sshPort(), host.sshUser(), host.mysqlPort(), host.mysqlSocket(),
                host.replicationAddress(), key.algorithm(), key.fingerprint(), trusted, host.sealedSudoPassword(),
                host.sealedPanelPassword(), host.facts(), host.addedAt());
    }

    private static Host required(Host host) {
        requireAddress(host.address());
        requireAddress(host.replicationAddress());
        requirePort(host.sshPort());
        requirePort(host.mysqlPort());
        requireUser(host.sshUser());
        requireSocket(host.mysqlSocket());
        return host;
    }

    private static @Nullable String sealed(String host, @Nullable String password, Secrets secrets) {
        requireOneLine(password);
        return password == null || password.isEmpty() ? null : secrets.seal(password, Host.sudoPurpose(host));
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static <T> T or(@Nullable T wanted, T present) {
        return wanted == null ? present : wanted;
    }

    private static void requireAddress(String address) {
        require(ADDRESS.matcher(address).matches(), "AddressRefused", "an address",
                "Give an IP address or a DNS name, without the port.");
    }

    private static void requirePort(int port) {
        require(port >= 1 && port <= 65535, "PortRefused", "a port", "Give a number from 1 to 65535.");
    }

    private static void requireUser(String user) {
        require(!user.isBlank() && user.length() <= LONGEST_USER && user.chars().noneMatch(Character::isISOControl),
                "UserRefused", "a login user", "Give the name by which you log in to the machine.");
    }

    private static void requireSocket(@Nullable String socket) {
        require(socket == null || socket.isEmpty()
                || socket.startsWith("/") && socket.length() <= 107 && socket.chars().noneMatch(Character::isISOControl),
                "SocketRefused", "a socket", "Give the socket's whole path, at most 107 characters, or leave it out.");
    }

    private static void requireOneLine(@Nullable String password) {
        require(password == null || password.chars().noneMatch(character -> character == '\n' || character == '\r' || character == 0),
                "PasswordRefused", "a password for sudo", "Give it on one line.");
    }

    private static void require(boolean holds, String code, String what, String hint) {
        if (!holds) {
            throw new Problem(Finding.blocker(code, null, "What was given can't be " + what + ".", hint));
        }
    }
}
