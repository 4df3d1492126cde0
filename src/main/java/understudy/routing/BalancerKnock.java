package understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.Servers;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.topology.ServerCertificates;

/**
 * Asks which server stands behind a load balancer, as a client on one host finds it: by a login that must be refused. Before that the
 * server shows its certificate, and each has its own. So no account is needed, and no password of anybody leaves the panel.
 */
@Component
class BalancerKnock {

    /** Whom nobody lets in. */
    private static final String NOBODY = "understudy-knocks";
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Servers servers;
    private final ServerCertificates certificates;
    private final Reach reach;

    BalancerKnock(Servers servers, ServerCertificates certificates, Reach reach) {
        this.servers = servers;
        this.certificates = certificates;
        this.reach = reach;
    }

    /**
     * The member to whose server a client on this host is led; empty when it is none of theirs.
     *
     * @throws Problem BalancerSilent, ServersAlike, or when the host can't be reached
     */
    Optional<String> leadsTo(Route.LoadBalancer balancer, String from, List<String> members) {
        // the host itself comes first: where that gives no answer, nothing is said against the balancer
        HostConnection host = reach.host(from);
        String shown;
        try {
            shown = servers.certificateShown(balancer.address(), limit -> host.tunnel(balancer.address(), balancer.port(), limit), balancer.port(),
                    NOBODY, LIMIT);
        } catch (ServerRefused | ServerUnreachable silent) {
            throw new Problem(Finding.blocker("BalancerSilent", from, "Whom " + balancer.place() + " leads to can't be seen from " + from + ": "
                    + silent.finding().message(), "Look whether the load balancer runs and lets " + from + " in, and what it knows of the servers.")
                    .with(Map.of("cause", silent.finding().code())));
        }
        List<String> owners = members.stream().filter(member -> certificates.of(member).filter(shown::equals).isPresent()).toList();
        if (owners.size() > 1) {
            throw new Problem(Finding.blocker("ServersAlike", from, "Whom " + balancer.place() + " leads to can't be told: "
                    + String.join(" and ", owners) + " show the same certificate.", "Let each server make a certificate of its own and enrol its "
                    + "host again, or take the load balancer out of the routes; it follows without that too."));
        }
        return owners.stream().findFirst();
    }
}
