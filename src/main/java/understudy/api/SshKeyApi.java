package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import understudy.enrolment.PanelIdentity;

/** The panel's public key, to be put on each host. */
@RestController
@Tag(name = "Hosts")
class SshKeyApi {

    private final PanelIdentity panel;

    SshKeyApi(PanelIdentity panel) {
        this.panel = panel;
    }

    /** The public half. */
    record SshKeyJson(String publicKey, String fingerprint) {
    }

    @GetMapping("/api/v1/ssh-key")
    SshKeyJson key() {
        return new SshKeyJson(panel.publicKey(), panel.fingerprint());
    }
}
