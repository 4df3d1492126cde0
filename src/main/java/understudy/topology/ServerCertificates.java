package understudy.topology;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which certificate each server proves that it is the enrolled one. */
public interface ServerCertificates {

    /** The SHA-256 fingerprint of the host's server, or nothing where it had no certificate when it was enrolled. */
    Optional<String> of(String host);

    /** From now on this one and no other; null for none. */
    void pin(String host, @Nullable String fingerprint);
}
