package understudy.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelKeyTests {

    @TempDir
    private Path data;

    @Test
    void makesAKeyOnceAndKeepsItForTheOwnerOnly() throws IOException {
        PanelKey first = PanelKey.readOrMake(SshSettings.DEFAULTS, data.resolve("new"));
        PanelKey second = PanelKey.readOrMake(SshSettings.DEFAULTS, data.resolve("new"));

        assertThat(second.publicLine()).isEqualTo(first.publicLine()).startsWith("ssh-ed25519 AAAA").endsWith(" understudy");
        assertThat(second.fingerprint()).startsWith("SHA256:");
        Path file = data.resolve("new/panel_ed25519");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(file).content().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
    }

    @Test
    void usesTheAdminsKeyWhereOneIsGiven() {
        PanelKey made = PanelKey.readOrMake(SshSettings.DEFAULTS, data);

        PanelKey given = PanelKey.readOrMake(given(data.resolve("panel_ed25519")), data.resolve("elsewhere"));

        assertThat(given.publicLine()).isEqualTo(made.publicLine());
        assertThat(data.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void stopsRatherThanReplaceAKeyThatItCantRead() throws IOException {
        Files.writeString(data.resolve("panel_ed25519"), "damaged");

        assertThatThrownBy(() -> PanelKey.readOrMake(SshSettings.DEFAULTS, data)).hasMessageContaining("panel_ed25519");
        assertThat(data.resolve("panel_ed25519")).content().isEqualTo("damaged");
    }

    /** BouncyCastle is there for Ed25519 only; done by it, AES would take many times as long. */
    @Test
    void leavesTheBulkCiphersToTheJdk() throws Exception {
        assertThat(SecurityUtils.getCipher("AES/GCM/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(SecurityUtils.getCipher("AES/CTR/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
    }

    private static SshSettings given(Path file) {
        return new SshSettings(file, Duration.ofSeconds(1), 2, 8);
    }
}
