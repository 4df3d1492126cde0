package understudy.remote;

/**
 * The public key by which a host proves that it is itself.
 *
 * @param algorithm such as {@code ssh-ed25519}
 * @param fingerprint as OpenSSH prints it, {@code SHA256:...}
 */
public record HostKey(String algorithm, String fingerprint) {
}
