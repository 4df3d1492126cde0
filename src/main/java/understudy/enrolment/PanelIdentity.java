package understudy.enrolment;

import org.springframework.stereotype.Component;
import understudy.remote.Ssh;

/** By what the hosts know the panel: its public SSH key, for pages and REST. */
@Component
public class PanelIdentity {

    private final Ssh ssh;

    PanelIdentity(Ssh ssh) {
        this.ssh = ssh;
    }

    /** In OpenSSH's one-line form, as {@code authorized_keys} takes it. */
    public String publicKey() {
        return ssh.publicKey();
    }

    /** As OpenSSH prints it, {@code SHA256:...}. */
    public String fingerprint() {
        return ssh.publicKeyFingerprint();
    }
}
