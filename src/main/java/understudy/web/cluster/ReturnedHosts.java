package understudy.web.cluster;

import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.promotion.Returns;
import understudy.topology.Member;
import understudy.web.Amounts;
import understudy.web.FindingView;

/** What is said of a member that is out of replication and whose host answers: nothing is broken, and one button leads on. */
final class ReturnedHosts {

    private ReturnedHosts() {
    }

    static boolean returned(HostState host) {
        return host.role() == Member.Role.DETACHED && (host.reachable() || stopped(host));
    }

    /** Whether it is as a failover leaves it: its host answers, and nothing listens on the server's port. */
    static boolean stopped(HostState host) {
        Finding problem = host.problem();
        return host.role() == Member.Role.DETACHED && !host.reachable() && host.sshReachable()
                && problem != null && problem.code().equals("ServerNotListening");
    }

    static FindingView view(HostState host, String cluster, Optional<Returns.Returned> last) {
        String hint = (stopped(host) ? "Leave it to the panel to start it, closed. " : "") + "Let it rejoin: it is compared with the source first, "
                + "and nothing is thrown away without asking.";
        return FindingView.of(Finding.warning("Returned", host.name(), message(host, last), hint))
                .withButton("Bring it back …", "/clusters/" + cluster + "/members/" + host.name() + "/rejoin");
    }

    private static String message(HostState host, Optional<Returns.Returned> last) {
        if (stopped(host)) {
            return "The host of " + host.name() + " is back; its server is stopped, as a failover leaves it.";
        }
        if (Boolean.TRUE.equals(host.writable())) {
            return host.name() + " takes writes, though it isn't the source any more; the panel is closing it.";
        }
        return host.name() + " is back, closed, and takes no part." + last.map(open -> " It came back taking writes and was closed after "
                + Amounts.duration(open.stoodOpen()) + ".").orElse("");
    }
}
