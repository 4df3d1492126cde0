package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An address can move from host to host, and the others notice. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VirtualAddressLabTests {

    private Lab lab;
    private LabHost mercury;
    private LabHost uranus;
    private LabHost venus;
    private String address;

    @BeforeAll
    void start() {
        lab = Lab.start(host("mercury").withApplication().serverStopped(), host("uranus").withApplication().serverStopped(),
            host("venus").image(LabImage.BARE));
        mercury = lab.host("mercury");
        uranus = lab.host("uranus");
        venus = lab.host("venus");
        address = mercury.replicationAddress().replaceFirst("\\d+$", "250");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void movesToAnotherHostAndEverybodySeesIt() {
        take(mercury);
        assertThat(whoAnswers(venus)).isEqualTo(key(mercury));
        assertThat(neighbour(venus)).isEqualTo(hardware(mercury));
        assertThat(isFree(uranus)).isFalse();

        mercury.exec("ip addr del " + address + "/32 dev eth0");
        assertThat(isFree(uranus)).isTrue();
        take(uranus);

        // the old host would pass packets on; only the neighbour's table shows that the move was heard
        assertThat(neighbour(venus)).isEqualTo(hardware(uranus));
        assertThat(whoAnswers(venus)).isEqualTo(key(uranus));
        assertThat(whoAnswers(mercury)).isEqualTo(key(uranus));
    }

    private void take(LabHost host) {
        host.exec("ip addr add " + address + "/32 dev eth0 && arping -U -q -c 1 -I eth0 " + address);
    }

    private boolean isFree(LabHost seenFrom) {
        return seenFrom.tryExec("arping -D -q -c 2 -w 3 -I eth0 " + address).getExitCode() == 0;
    }

    private String neighbour(LabHost host) {
        return host.exec("ip neigh show " + address + " | grep -o '..:..:..:..:..:..'");
    }

    private static String hardware(LabHost host) {
        return host.exec("cat /sys/class/net/eth0/address");
    }

    private String whoAnswers(LabHost asking) {
        return asking.exec("ssh-keyscan -t ed25519 -T 2 " + address + " 2>/dev/null | grep -v '^#' | cut -d ' ' -f 3");
    }

    private static String key(LabHost host) {
        return host.exec("cut -d ' ' -f 2 /etc/ssh/ssh_host_ed25519_key.pub");
    }
}
