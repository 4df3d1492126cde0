package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.Servers;
import understudy.reach.Reach;
import understudy.topology.ServerCertificates;

/** What a server behind a load balancer must say to count as that server. The danger: a refusal that came from somebody else. */
class BalancerKnockTests {

    private static final List<String> MEMBERS = List.of("mercury", "uranus");
    private static final Route.LoadBalancer BALANCER = new Route.LoadBalancer("haproxy", "127.0.0.1", 3307, List.of());

    private final Servers servers = mock(Servers.class);
    private final Server server = mock(Server.class);
    private final ServerCertificates certificates = mock(ServerCertificates.class);
    private final BalancerKnock knock = new BalancerKnock(servers, certificates, mock(Reach.class));

    @BeforeEach
    void connect() {
        when(servers.connect(any(), any(), anyInt(), any(), any(), any())).thenReturn(server);
        when(certificates.of("mercury")).thenReturn(Optional.of("SHA256:m"));
        when(certificates.of("uranus")).thenReturn(Optional.of("SHA256:u"));
    }

    private boolean leads() {
        return knock.leads(BALANCER, "mercury", "uranus", MEMBERS);
    }

    private void refuses(int number) {
        when(server.open(any())).thenThrow(new ServerRefused(Finding.blocker("X", "127.0.0.1", "no", ""), number, "28000", new SQLException()));
    }

    private void isUnreachable(String code) {
        when(server.open(any())).thenThrow(new ServerUnreachable(Finding.blocker(code, "127.0.0.1", "no", ""), new SQLException()));
    }

    @Test
    void takesTheRefusedLoginForProofBecauseTheCertificateCameBefore() {
        refuses(1045);

        assertThat(leads()).isTrue();
    }

    @Test
    void takesNoRefusalForProofThatComesBeforeTheCertificate() {
        refuses(1040);
        assertThatThrownBy(this::leads).isInstanceOf(Problem.class).hasMessageContaining("can't be seen from mercury");
    }

    @Test
    void knowsAnotherServerByItsCertificate() {
        isUnreachable("ServerCertificateDiffers");

        assertThat(leads()).isFalse();
    }

    @Test
    void saysThatNobodyAnswers() {
        isUnreachable("ServerNotListening");

        assertThatThrownBy(this::leads).isInstanceOfSatisfying(Problem.class, silent -> assertThat(silent.finding().code()).isEqualTo("BalancerSilent"));
    }

    @Test
    void tellsServersApartOnlyByCertificatesOfTheirOwn() {
        when(certificates.of("mercury")).thenReturn(Optional.of("SHA256:u"));
        assertThatThrownBy(this::leads).isInstanceOfSatisfying(Problem.class, alike -> assertThat(alike.finding().code()).isEqualTo("ServersAlike"));

        when(certificates.of("uranus")).thenReturn(Optional.empty());
        assertThatThrownBy(this::leads).isInstanceOfSatisfying(Problem.class, none -> assertThat(none.finding().code()).isEqualTo("ServersAlike"));
        verifyNoInteractions(server);
    }
}
