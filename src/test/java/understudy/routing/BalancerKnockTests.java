package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.Servers;
import understudy.reach.Reach;
import understudy.topology.ServerCertificates;

/** Which server is behind a load balancer. The danger: another one taken for the source. */
class BalancerKnockTests {

    private static final List<String> MEMBERS = List.of("mercury", "uranus");
    private static final Route.LoadBalancer BALANCER = new Route.LoadBalancer("haproxy", "127.0.0.1", 3307, List.of());

    private final Servers servers = mock(Servers.class);
    private final ServerCertificates certificates = mock(ServerCertificates.class);
    private final BalancerKnock knock = new BalancerKnock(servers, certificates, mock(Reach.class));

    @BeforeEach
    void showsThatOfUranus() {
        when(servers.certificateShown(any(), any(), anyInt(), any(), any())).thenReturn("SHA256:u");
        when(certificates.of("mercury")).thenReturn(Optional.of("SHA256:m"));
        when(certificates.of("uranus")).thenReturn(Optional.of("SHA256:u"));
    }

    private Optional<String> leadsTo() {
        return knock.leadsTo(BALANCER, "mercury", MEMBERS);
    }

    @Test
    void knowsAMemberByItsCertificate() {
        assertThat(leadsTo()).contains("uranus");
    }

    @Test
    void knowsNoMemberByACertificateThatNobodyHas() {
        when(certificates.of("uranus")).thenReturn(Optional.empty());

        assertThat(leadsTo()).isEmpty();
    }

    @Test
    void saysWhyNothingCanBeSeen() {
        when(servers.certificateShown(any(), any(), anyInt(), any(), any()))
                .thenThrow(new ServerRefused(Finding.blocker("TooManyConnections", "127.0.0.1", "It is full.", ""), 1040, "08004", new SQLException()))
                .thenThrow(new ServerUnreachable(Finding.blocker("ServerNotListening", "127.0.0.1", "Nobody listens.", ""), new SQLException()));

        assertThatThrownBy(this::leadsTo).isInstanceOf(Problem.class).hasMessageContaining("can't be seen from mercury: It is full.");
        assertThatThrownBy(this::leadsTo).isInstanceOfSatisfying(Problem.class, silent -> assertThat(silent.finding().code()).isEqualTo("BalancerSilent"));
    }

    @Test
    void tellsServersApartOnlyByCertificatesOfTheirOwn() {
        when(certificates.of("mercury")).thenReturn(Optional.of("SHA256:u"));

        assertThatThrownBy(this::leadsTo).isInstanceOf(Problem.class).hasMessageContaining("mercury and uranus show the same certificate");
    }
}
