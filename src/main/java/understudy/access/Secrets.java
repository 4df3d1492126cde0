package understudy.access;

/** Seals secrets before they are stored (AES-GCM under the panel's key) and opens them again for use. */
public interface Secrets {

    /**
     * Seals a secret for one purpose; the same purpose is needed to open it, so that a sealed value copied to another row is
     * useless.
     *
     * @param purpose such as {@code host/mercury/sudo}
     */
    String seal(String secret, String purpose);

    /**
     * Opens what {@link #seal} made.
     *
     * @throws understudy.finding.Problem when the key is another one or the value was changed
     */
    String open(String sealed, String purpose);

    /** A new random password of at least 128 bits: letters of both cases, digits and an underscore, so that every server takes it. */
    String random();
}
