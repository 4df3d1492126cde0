package understudy.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;
import understudy.routing.HandCommand;
import understudy.routing.RoutesByHand;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Policy;

/** What the sheet says, and in which order: whoever follows it at night has nobody to ask. */
class SheetTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final List<RoutesByHand.Lead> LEADS = List.of(
            new RoutesByHand.Lead("the address 192.168.0.50/24", "It must never be on two hosts.",
                    List.of(new HandCommand("mercury", "take it", "if it is there"), new HandCommand("uranus", "give it", ""))),
            new RoutesByHand.Lead("the hook dns", "", List.of(new HandCommand(null, "/etc/dns switch", ""))),
            new RoutesByHand.Lead("the application on venus", "There is no way.", List.of()));

    private static Host host(String name, int number, String socket, String... files) {
        HostFacts facts = new HostFacts("Debian", "MySQL", "9.7.4", number, "u", "0.0.0.0", true, "ON", socket, "/var/lib/mysql", "mysql", false,
                List.of(files), Map.of(), 1L, Map.of(), new HostFacts.Secondhand("/srv/secondhand/shared/config/database.yml", "secondhand_production"), NOON);
        return new Host(name, "10.0.0." + number, 22, "deploy", 3306, null, "192.168.0." + number, "ssh-ed25519", "SHA256:x", true,
                "SEALED-SUDO", "SEALED-PANEL", facts, NOON);
    }

    private static Sheet sheet(String... replicas) {
        return sheet(List.of(), replicas);
    }

    private static Sheet sheet(List<RoutesByHand.Lead> leads, String... replicas) {
        List<Member> members = Stream.concat(Stream.of(new Member("mercury", Member.Role.SOURCE)),
                Stream.of(replicas).map(name -> new Member(name, Member.Role.REPLICA))).toList();
        Clusters clusters = mock(Clusters.class);
        when(clusters.get("shop")).thenReturn(new Cluster("shop", List.of("secondhand_production"), members, Policy.DEFAULT, "repl", "SEALED-REPL", NOON));
        Hosts hosts = mock(Hosts.class);
        when(hosts.find(anyString())).thenReturn(Optional.empty());
        when(hosts.find("mercury")).thenReturn(Optional.of(host("mercury", 1, "/var/run/mysqld/mysqld.sock", "/etc/mysql/my.cnf", "/etc/mysql/conf.d/it's mine.cnf")));
        when(hosts.find("uranus")).thenReturn(Optional.of(host("uranus", 2, "/srv/my sql.sock", "/etc/mysql/my.cnf")));
        when(hosts.find("neptune")).thenReturn(Optional.of(host("neptune", 3, "/run/mysqld/mysqld.sock", "/etc/mysql/my.cnf")));
        RoutesByHand routes = mock(RoutesByHand.class);
        when(routes.leads("shop", "mercury", "uranus")).thenReturn(leads);
        return new BreakGlass(clusters, hosts, routes, Clock.fixed(NOON, ZoneOffset.UTC)).sheet("shop");
    }

    @Test
    void fencesComparesExecutesAndOpensInThisOrder() {
        assertThat(sheet("uranus").parts()).extracting(Sheet.Part::title).containsExactly("Before you begin", "Make sure that mercury is off",
                "See which replica has received the most", "Let uranus execute what it has received", "Open uranus",
                "Point the application to the new source", "Later, by day: the panel, and mercury");
    }

    @Test
    void tellsThatTheRoutesHaveToBeDeclaredAgain() {
        assertThat(sheet("uranus").parts().getLast().passages()).extracting(Object::toString)
                .anyMatch(said -> said.contains("Its routes are forgotten with it: declare them again on the page Routes."));
    }

    @Test
    void tellsForEachOfSeveralReplicasWhatToDoAndWhoFollowsIt() {
        Sheet three = sheet("uranus", "neptune");

        assertThat(three.parts()).extracting(Sheet.Part::title).contains("Open uranus (only if it has received the most)",
                "Let the others follow uranus", "Open neptune (only if it has received the most)", "Let the others follow neptune");
        assertThat(three.markdown()).contains("CHANGE REPLICATION SOURCE TO SOURCE_HOST='192.168.0.2', SOURCE_PORT=3306, SOURCE_AUTO_POSITION=1;",
                "GTID\\_SUBSET");
    }

    @Test
    void quotesWhatAnAdminTypedForTheShell() {
        assertThat(sheet("uranus").markdown()).contains("sudo tee -a '/etc/mysql/conf.d/it'\\''s mine.cnf'", "sudo mysql --vertical '--socket=/srv/my sql.sock' <<'SQL'");
    }

    @Test
    void holdsNoSecret() {
        assertThat(sheet("uranus").markdown()).doesNotContain("SEALED").doesNotContainIgnoringCase("SOURCE_PASSWORD");
    }

    @Test
    void namesTheApplicationsFileAndTheNewAddress() {
        assertThat(sheet("uranus").markdown()).contains("/srv/secondhand/shared/config/database.yml", "host: 192.168.0.2");
    }

    @Test
    void leadsEverybodyWhoIsDeclaredToFollow() {
        Sheet routed = sheet(LEADS, "uranus");

        assertThat(routed.parts()).extracting(Sheet.Part::title).contains("Lead everybody to uranus").doesNotContain("Point the application to the new source");
        assertThat(routed.markdown()).contains("The address 192.168.0.50/24. It must never be on two hosts.", "# on mercury: ssh deploy@10.0.0.1\ntake it",
                "# on uranus: ssh deploy@10.0.0.2\ngive it", "# on the panel's machine, or where else that program lies\n/etc/dns switch",
                "The application on venus. There is no way.");
    }

    @Test
    void needsAReplica() {
        assertThatThrownBy(() -> sheet()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.finding().code()).isEqualTo("NoReplica"));
    }
}
