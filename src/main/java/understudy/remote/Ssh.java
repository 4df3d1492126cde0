package understudy.remote;

import java.time.Duration;

/** The door to other machines: opens sessions with the panel's own key, and only to hosts whose key is the pinned one. */
public interface Ssh {

    /**
     * Opens a session, logged in and kept alive.
     *
     * @throws HostKeyChanged when the host offers another key than the pinned one; nothing was sent to it
     * @throws LoginRefused when the host doesn't accept the panel's key for this user
     * @throws HostUnreachable when there is no answer in time
     */
    HostConnection connect(SshTarget target, Duration timeout);

    /**
     * The key that a host offers, read without logging in.
     *
     * @throws HostUnreachable when there is no answer in time, or none that is SSH
     */
    HostKey offeredKey(String address, int port, Duration timeout);

    /**
     * Logs in once with a password and adds the panel's public key to the user's {@code authorized_keys}. The password is not
     * kept.
     *
     * @throws HostKeyChanged as for {@link #connect}
     * @throws LoginRefused when the password is wrong or passwords aren't accepted
     */
    void installPanelKey(SshTarget target, String password, Duration timeout);

    /** The panel's public key in OpenSSH's one-line form, with a comment. */
    String publicKey();

    /** The fingerprint of the panel's public key, {@code SHA256:...}. */
    String publicKeyFingerprint();
}
