package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * The source dies, and the panel with it; somebody has the printed sheet and types what it says, line by line, over SSH. The danger: a
 * sheet that was never tried, which opens the replica before it has executed what it received, leaves it to close itself at the
 * next restart, lets the old source come back open beside it, or leaves an address that moves on both.
 */
@Tag("lab")
class WithoutThePanelScenario {

    private static final Pattern TYPED = Pattern.compile("```sh\\n# on (\\S+): ssh [^\\n]*\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void theSheetAloneEndsWithAnOpenCandidateThatHasEverySale(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 5, LabHostSpec.host("mercury").image(LabImage.MYSQL97_SINGLE),
                LabHostSpec.host("uranus").withApplication())) {
            pair.replicate();
            String address = Shops.routeAddress(pair);
            pair.mercury.exec("ip address add " + address + "/16 dev eth0");
            String sheet = pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/break-glass").expecting(200).text();
            assertThat(sheet).contains(pair.mercury.replicationAddress(), pair.uranus.replicationAddress());
            Ledger ledger = sellWhileTheApplierStands(pair);
            pair.mercury.killServer();
            pair.panel.kill();

            Path key = dir.resolve("data/panel_ed25519");
            for (MatchResult block : TYPED.matcher(sheet).results().toList()) {
                LabHost host = block.group(1).equals("mercury") ? pair.mercury : pair.uranus;
                type(block.group(2), host, key);
                if (block.group(2).contains(address)) {
                    // a nervous hand pastes it twice; on the loopback the address would cut the host off its network
                    type(block.group(2), host, key);
                    assertThat(host.exec("ip -o -4 address show dev lo")).hasLineCount(1);
                }
            }

            assertThat(pair.uranus.sql("SELECT @@read_only, @@super_read_only")).isEqualTo("0\t0");
            assertThat(Pair.compare(ledger, pair.uranus).agrees()).isTrue();
            assertThat(pair.uranus.sql("SHOW REPLICA STATUS")).isEmpty();
            assertThat(Shops.holders(pair, address)).containsExactly("uranus");
            staysAsItIsOverRestarts(pair);
            takesTheApplicationsWrites(pair);
        }
    }

    /** So that there is something received and not executed when the source dies. */
    private static Ledger sellWhileTheApplierStands(Pair pair) throws Exception {
        pair.uranus.sql("STOP REPLICA SQL_THREAD");
        Ledger ledger;
        try (Till till = pair.openTill(Duration.ofMillis(5))) {
            till.awaitSales(100);
            ledger = till.stop();
        }
        Pair.awaitReceived(pair.mercury, pair.uranus);
        assertThat(Pair.compare(ledger, pair.uranus).agrees()).as("there is something left to execute").isFalse();
        return ledger;
    }

    private static void staysAsItIsOverRestarts(Pair pair) {
        pair.uranus.exec("service mysql restart");
        assertThat(pair.uranus.sql("SELECT @@read_only, @@super_read_only")).as("the new source stays open").isEqualTo("0\t0");
        pair.mercury.startServer();
        assertThat(pair.mercury.sql("SELECT @@read_only, @@super_read_only")).as("the old source starts closed").isEqualTo("1\t1");
    }

    private static void takesTheApplicationsWrites(Pair pair) {
        try (Till till = Till.open(Duration.ofMillis(5), pair.uranus)) {
            till.awaitSales(10);
        }
    }

    private static void type(String lines, LabHost host, Path key) throws IOException, InterruptedException {
        Process ssh = new ProcessBuilder("ssh", "-i", key.toString(), "-p", Integer.toString(host.sshPort()), "-o", "StrictHostKeyChecking=no",
                "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "deploy@" + host.address(), "bash -e -s")
                .redirectErrorStream(true).start();
        try (var stdin = ssh.getOutputStream()) {
            stdin.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ssh.waitFor()).as("on %s:%n%s%nsaid:%n%s", host.name(), lines, said).isZero();
        assertThat(said).doesNotContain("It still runs", "ERROR");
    }
}
