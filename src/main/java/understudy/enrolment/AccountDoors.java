package understudy.enrolment;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.mysql.Servers;
import understudy.reach.Reach;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.ServerCertificates;

/** Finds the door that the admin chose. */
@Component
final class AccountDoors {

    private final Hosts hosts;
    private final ServerCertificates certificates;
    private final Reach reach;
    private final Servers servers;
    private final AdminLogins logins;

    AccountDoors(Hosts hosts, ServerCertificates certificates, Reach reach, Servers servers, AdminLogins logins) {
        this.hosts = hosts;
        this.certificates = certificates;
        this.reach = reach;
        this.servers = servers;
        this.logins = logins;
    }

    /** @throws Problem AdminLoginForgotten when the panel was restarted since it was given */
    AccountDoor door(String hostName, @Nullable String adminUser, FoundServer found) {
        Host host = hosts.get(hostName);
        if (adminUser == null) {
            String socket = host.mysqlSocket();
            return new RootDoor(hostName, reach.host(hostName), socket == null ? found.socket() : socket);
        }
        AdminLogin login = logins.of(hostName).filter(kept -> kept.user().equals(adminUser))
                .orElseThrow(() -> new Problem(Finding.blocker("AdminLoginForgotten", hostName,
                        "The password of " + adminUser + " is not kept: it was used, the panel was restarted, or an hour has passed.",
                        "Start the enrolment again and give the administrator's login anew.").fixedBy("give-admin-login")));
        Server server = servers.connect(hostName,
                timeout -> reach.host(hostName).tunnel("127.0.0.1", host.mysqlPort(), timeout), host.mysqlPort(),
                adminUser, login::password, () -> certificates.of(hostName));
        return new AdminDoor(hostName, login, server, reach.host(hostName), host.mysqlPort());
    }

    void forget(String hostName) {
        logins.forget(hostName);
    }
}
