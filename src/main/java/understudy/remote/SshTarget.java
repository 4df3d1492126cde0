package understudy.remote;

import org.jspecify.annotations.Nullable;

/**
 * Where and as whom to log in.
 *
 * @param name the host's name, only for messages
 * @param address IP address or DNS name
 * @param port of sshd
 * @param user the login user
 * @param trustedKey the pinned host key; its algorithm is asked for first, and another key is refused
 * @param sudoPassword for {@code sudo -S}, or null when sudo asks for none; never printed
 */
public record SshTarget(
        String name, String address, int port, String user, HostKey trustedKey, @Nullable String sudoPassword) {

    /** Without the password, so that a log line can't carry it. */
    @Override
    public String toString() {
        return user + "@" + address + ":" + port;
    }
}
