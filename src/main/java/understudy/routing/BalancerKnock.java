package understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.Servers;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;
import understudy.topology.ServerCertificates;

/**
 * Asks which server stands behind a load balancer, as a client on one host finds it: by a login that must be refused. Before that the
 * server has shown its certificate, and only the enrolled one has that. So no account is needed, and no password leaves the panel.
 */
@Component
class BalancerKnock {

    /** Whom nobody lets in. */
    private static final String NOBODY = "understudy-knocks";
    private static final int ACCESS_DENIED = 1045;
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String ANOTHER_SERVER = "ServerCertificateDiffers";

    private final Servers servers;
    private final ServerCertificates certificates;
    private final Reach reach;

    BalancerKnock(Servers servers, ServerCertificates certificates, Reach reach) {
        this.servers = servers;
        this.certificates = certificates;
        this.reach = reach;
    }

    /**
     * Whether a client on this host is led to this member's server.
     *
     * @param members all of the cluster, to be told apart
     * @throws Problem BalancerSilent, ServersAlike, or when the host can't be reached
     */
    boolean leads(Route.LoadBalancer balancer, String from, String member, List<String> members) {
        String certificate = certificateOf(member, members);
        // first the host itself: where that gives no answer, nothing is said against the balancer
        reach.host(from);
        try (SqlSession entered = servers.connect(balancer.address(), limit -> reach.host(from).tunnel(balancer.address(), balancer.port(), limit),
                balancer.port(), NOBODY, () -> UUID.randomUUID().toString(), () -> Optional.of(certificate)).open(LIMIT)) {
            return true;
        } catch (ServerRefused refused) {
            if (refused.errorNumber() == ACCESS_DENIED) {
                return true;
            }
            throw silent(balancer, from, refused.finding());
        } catch (ServerUnreachable other) {
            if (other.finding().code().equals(ANOTHER_SERVER)) {
                return false;
            }
            throw silent(balancer, from, other.finding());
        }
    }

    private String certificateOf(String member, List<String> members) {
        Optional<String> certificate = certificates.of(member);
        if (certificate.isEmpty() || members.stream().filter(other -> !other.equals(member)).map(certificates::of).anyMatch(certificate::equals)) {
            throw new Problem(Finding.blocker("ServersAlike", member, "Which server is behind the load balancer can't be told: "
                    + (certificate.isEmpty() ? "the server on " + member + " shows no certificate." : "the servers show the same certificate."),
                    "Let each server make a certificate of its own and enrol " + member + " again, or take the load balancer out of the routes;"
                            + " it follows without that too."));
        }
        return certificate.get();
    }

    private static Problem silent(Route.LoadBalancer balancer, String from, Finding why) {
        return new Problem(Finding.blocker("BalancerSilent", from, "Whom " + balancer.place() + " leads to can't be seen from " + from + ": "
                + why.message(), "Look whether the load balancer runs and lets " + from + " in, and what it knows of the servers.")
                .with(Map.of("cause", why.code())));
    }
}
