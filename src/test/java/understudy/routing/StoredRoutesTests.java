package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;
import understudy.topology.Host;

/** The danger: a mistyped address that is taken away from the host whose own it is. */
class StoredRoutesTests {

    private static final List<Host> HOSTS = List.of(new Host("mercury", "192.168.178.10", 22, "deploy", 3306, null, "10.0.0.1", "ssh-ed25519",
            "SHA256:x", true, null, null, null, Instant.EPOCH));

    private static Route.VirtualIp moving(String address) {
        return new Route.VirtualIp("address", address + "/24", false);
    }

    @Test
    void refusesAHostsOwnAddress() {
        assertThatThrownBy(() -> StoredRoutes.requireFree(moving("192.168.178.10"), HOSTS, List.of())).isInstanceOf(Problem.class)
                .hasMessageContaining("mercury");
        assertThatThrownBy(() -> StoredRoutes.requireFree(moving("10.0.0.1"), HOSTS, List.of())).isInstanceOf(Problem.class);
    }

    @Test
    void refusesAnAddressThatMovesWithAnotherCluster() {
        assertThatThrownBy(() -> StoredRoutes.requireFree(moving("192.168.178.50"), HOSTS, List.of(moving("192.168.178.50"))))
                .isInstanceOf(Problem.class).hasMessageContaining("another cluster");
    }

    @Test
    void takesAnAddressThatNobodyHas() {
        assertThatCode(() -> StoredRoutes.requireFree(moving("192.168.178.50"), HOSTS, List.of(moving("192.168.178.51")))).doesNotThrowAnyException();
    }

    @Test
    void readsAnAddressOfTheTimeBeforeItCouldBeKeptOverARestart() {
        assertThat(StoredRoutes.read("{\"kind\":\"VIRTUAL_IP\",\"name\":\"address\",\"address\":\"192.168.178.50/24\",\"colour\":\"red\"}"))
                .isEqualTo(moving("192.168.178.50"));
    }
}
