package understudy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.finding.Problem;
import understudy.store.StoreTest;

@StoreTest
@Import({TopologyConfiguration.class, StoredHosts.class, StoredClusters.class})
class StoredTopologyTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Autowired
    private Hosts hosts;

    @Autowired
    private Clusters clusters;

    @Autowired
    private JdbcClient sql;

    @Test
    void givesAHostBackAsItWasAdded() {
        Host mercury = host("mercury");
        hosts.add(mercury);

        assertThat(hosts.get("mercury")).isEqualTo(mercury);
        assertThat(hosts.find("venus")).isEmpty();
    }

    @Test
    void keepsFactsTrustAndPasswords() {
        hosts.add(host("mercury"));
        Host known = host("mercury").trusted().withPanelPassword("v1:sealed").withFacts(facts());

        hosts.save(known);

        assertThat(hosts.get("mercury")).isEqualTo(known);
        assertThat(hosts.get("mercury").enrolled()).isTrue();
    }

    @Test
    void listsHostsByName() {
        hosts.add(host("uranus"));
        hosts.add(host("mercury"));

        assertThat(hosts.all()).extracting(Host::name).containsExactly("mercury", "uranus");
    }

    @Test
    void refusesHostsItDoesNotKnowOrKnowsAlready() {
        hosts.add(host("mercury"));

        assertRefused(() -> hosts.add(host("mercury")), "HostExists");
        assertRefused(() -> hosts.get("venus"), "HostUnknown");
        assertRefused(() -> hosts.save(host("venus")), "HostUnknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "-rf", ".x", "a'b", "a\"b", "a$b", "a`b", "a\nb", "übel", "a;b"})
    void refusesNamesThatAreNotPlain(String name) {
        assertRefused(() -> hosts.add(host(name)), "NameRefused");
        assertRefused(() -> clusters.add(cluster(name, List.of("shop"))), "NameRefused");
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertRefused(() -> hosts.add(host("m".repeat(64))), "NameRefused");
        hosts.add(host("m".repeat(63)));
    }

    @Test
    void givesAClusterBackAsItWasAdded() {
        hosts.add(host("mercury"));
        hosts.add(host("uranus"));
        Cluster shop = cluster("shop", List.of("secondhand_production", "o'neil `s\" $db ü"),
                new Member("mercury", Member.Role.SOURCE), new Member("uranus", Member.Role.UNCONFIGURED));

        clusters.add(shop);

        assertThat(clusters.get("shop")).isEqualTo(shop);
        assertThat(clusters.ofHost("uranus")).contains(shop);
        assertThat(clusters.ofHost("venus")).isEmpty();
    }

    @Test
    void changesMembersPolicyAndPassword() {
        hosts.add(host("mercury"));
        hosts.add(host("uranus"));
        clusters.add(cluster("shop", List.of("shop"),
                new Member("mercury", Member.Role.SOURCE), new Member("uranus", Member.Role.REPLICA)));
        Policy policy = new Policy(Policy.Durability.SEMI_SYNC, true, true, Policy.BootClosed.ALL, 1, 2, true);

        Cluster changed = clusters.change("shop", cluster ->
                cluster.promoting("uranus", Member.Role.REPLICA).withPolicy(policy).withReplicationPassword("v1:sealed"));

        assertThat(clusters.get("shop")).isEqualTo(changed);
        assertThat(changed.source()).contains("uranus");
        assertThat(changed.hosts(Member.Role.REPLICA)).containsExactly("mercury");
        assertThat(changed.policy()).isEqualTo(policy);
    }

    @Test
    void refusesClustersThatCannotBe() {
        hosts.add(host("mercury"));
        clusters.add(cluster("shop", List.of("shop"), new Member("mercury", Member.Role.SOURCE)));

        assertRefused(() -> clusters.add(cluster("shop", List.of("shop"))), "ClusterExists");
        assertRefused(() -> clusters.add(cluster("other", List.of("shop"), new Member("venus", Member.Role.SOURCE))), "HostUnknown");
        assertRefused(() -> clusters.add(cluster("other", List.of("shop"), new Member("mercury", Member.Role.SOURCE))),
                "HostInOtherCluster");
        assertRefused(() -> clusters.get("other"), "ClusterUnknown");
        assertRefused(() -> clusters.change("other", cluster -> cluster), "ClusterUnknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "SYS", "information_schema", "understudy", "", " ", "ends with space ", "n\0l", "\uD83D\uDE00",
        "a1234567890123456789012345678901234567890123456789012345678901234"})
    void refusesDatabasesThatAreNotTheApplications(String database) {
        assertThatThrownBy(() -> clusters.add(cluster("shop", List.of(database)))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isIn("DatabaseNameRefused", "DatabaseOfTheServer"));
    }

    @Test
    void refusesNoDatabaseAndOneTwice() {
        assertRefused(() -> clusters.add(cluster("shop", List.of())), "DatabasesMissing");
        assertRefused(() -> clusters.add(cluster("shop", List.of("a", "a"))), "DatabaseTwice");
    }

    @Test
    void removesAHostOnlyWhenNoClusterHasIt() {
        hosts.add(host("mercury"));
        clusters.add(cluster("shop", List.of("shop"), new Member("mercury", Member.Role.SOURCE)));

        assertRefused(() -> hosts.remove("mercury"), "HostInCluster");
        clusters.remove("shop");
        hosts.remove("mercury");

        assertThat(clusters.all()).isEmpty();
        assertThat(hosts.all()).isEmpty();
    }

    @Test
    void theStoreItselfRefusesTwoSourcesAndUnknownRoles() {
        hosts.add(host("mercury"));
        hosts.add(host("uranus"));
        clusters.add(cluster("shop", List.of("shop"),
                new Member("mercury", Member.Role.SOURCE), new Member("uranus", Member.Role.REPLICA)));

        assertThatThrownBy(() -> sql.sql("UPDATE cluster_member SET role = 'SOURCE'").update()).hasMessageContaining("UNIQUE");
        assertThatThrownBy(() -> sql.sql("UPDATE cluster_member SET role = 'BOSS'").update()).hasMessageContaining("CHECK");
    }

    private static void assertRefused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }

    private static Host host(String name) {
        return new Host(name, "10.0.0.1", 22, "deploy", 3306, null, "10.0.0.1", "ssh-ed25519", "SHA256:abc", false, null, null,
                null, NOON);
    }

    private static HostFacts facts() {
        return new HostFacts("Debian 12", "MySQL", "9.7.4", 1, "uuid", "127.0.0.1", true, "ON", "/run/s", "/var/lib/mysql", "mysql",
                false, List.of("/etc/mysql/my.cnf"), Map.of("o'neil", 5L), 10, Map.of("zstd", "/usr/bin/zstd"),
                new HostFacts.Secondhand("/srv/database.yml", null), NOON);
    }

    private static Cluster cluster(String name, List<String> databases, Member... members) {
        return new Cluster(name, databases, List.of(members), Policy.DEFAULT, "understudy_repl", null, NOON);
    }
}
