package understudy.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.OperationPlanner.Decision.NeedsConfirmation;
import understudy.operation.OperationPlanner.Decision.Planned;
import understudy.operation.OperationPlanner.Decision.Refused;
import understudy.operation.OperationRequest;
import understudy.copy.CopyData;
import understudy.copy.CopyWay;
import understudy.copy.EmptyReplica;
import understudy.accounts.ReplicationAccount;
import understudy.options.ServerOptions;
import understudy.topology.Member.Role;

class ReplicaSetupTests {

    private static final long ROOM = 10_000_000_000L;

    private final Known known = new Known();

    private Decision decide() {
        return decide("uranus", null, Map.of());
    }

    private Decision decide(@Nullable String host, @Nullable String confirm, Map<String, Object> options) {
        return known.setup().decide(known.request(host, confirm, options));
    }

    private static void refused(Decision decision, String... codes) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.findings()).extracting("code").containsExactlyInAnyOrder((Object[]) codes));
    }

    private static <P extends Record> P first(Decision decision, Class<P> type) {
        return ((Planned) decision).steps().stream().filter(step -> type.isInstance(step.parameters()))
                .map(step -> type.cast(step.parameters())).findFirst().orElseThrow();
    }

    private <P extends Record> List<P> steps(Class<P> type) {
        return ((Planned) decide()).steps().stream().map(step -> step.parameters()).filter(type::isInstance).map(type::cast).toList();
    }

    private Map<String, String> options(String host) {
        return ((Planned) decide()).steps().stream().map(step -> step.parameters()).filter(ServerOptions.class::isInstance)
                .map(ServerOptions.class::cast).filter(options -> options.host().equals(host)).findFirst().orElseThrow().values();
    }

    @Test
    void choosesTheOneHostThatWaits() {
        assertThat(decide(null, null, Map.of())).isInstanceOfSatisfying(Planned.class,
                planned -> assertThat(planned.host()).isEqualTo("uranus"));
        known.declare(cluster -> cluster.with("venus", Role.UNUSABLE));
        refused(decide(null, null, Map.of()), "HostMissing");
    }

    @Test
    void refusesTheSourceItselfAndStrangers() {
        refused(decide("mercury", null, Map.of()), "HostIsSource");
        refused(decide("pluto", null, Map.of()), "HostUnknown");
        known.declare(cluster -> cluster.with("mercury", Role.REPLICA));
        refused(decide(), "SourceMissing");
    }

    @Test
    void refusesWhenTheCallerTookAnotherForTheSource() {
        OperationRequest request = known.request("uranus", null, Map.of());
        refused(known.setup().decide(new OperationRequest(request.kind(), request.cluster(), request.host(), request.pace(), null,
                "uranus", Map.of(), request.requestedBy())), "SourceNotExpected");
    }

    @Test
    void refusesHostsThatWereNotEnrolled() {
        known.put(Known.host("uranus", "192.168.178.66", null));
        refused(decide(), "HostNotEnrolled");
    }

    @Test
    void refusesOneServerUnderTwoNames() {
        known.put(Known.host("uranus", "192.168.178.61", Known.facts("MySQL", "9.7.4", Map.of())));
        refused(decide(), "SameServer");
    }

    @ParameterizedTest
    @CsvSource({"MariaDB,11.8.6,FlavoursDiffer", "MySQL,8.4.3,ReplicaOlder", "MySQL,9.7.3,ReplicaOlder"})
    void refusesServersThatCannotFollow(String flavour, String version, String code) {
        known.facts("uranus", Known.facts(flavour, version, Map.of()));
        refused(decide(), code);
    }

    @Test
    void acceptsANewerReplica() {
        known.facts("uranus", Known.facts("MySQL", "10.0.1", Map.of()));
        assertThat(decide()).isInstanceOf(Planned.class);
    }

    @Test
    void refusesWhileEitherServerIsNotSeen() {
        known.sees("mercury", false, null, Map.of());
        known.sees("uranus", false, null, Map.of());
        refused(decide(), "SourceUnreachable", "ReplicaUnreachable");
    }

    @Test
    void refusesAReplicaOfSomebodyElse() {
        known.sees("uranus", true, Known.following("10.0.0.9", ""), Map.of());
        refused(decide(), "FollowsAnotherSource");
    }

    @Test
    void refusesAHostThatOthersFollow() {
        known.put(Known.host("venus", "192.168.178.70", Known.facts("MySQL", "9.7.4", Map.of())));
        known.sees("venus", true, Known.following("192.168.178.66", ""), Map.of());
        refused(decide(), "ReplicaHasReplicas");
    }

    @Test
    void refusesADiskThatIsTooSmall() {
        known.facts("uranus", Known.facts("MySQL", "9.7.4", Map.of(), 100_000_000L, Map.of()));
        refused(decide(), "DiskTooSmall");
    }

    @Test
    void asksForTheNameWhenDataWouldBeLost() {
        known.facts("uranus", Known.facts("MySQL", "9.7.4", Map.of("blog", 7_000_000L, "understudy", 1L)));

        assertThat(decide()).isInstanceOfSatisfying(NeedsConfirmation.class, asks -> {
            assertThat(asks.name()).isEqualTo("uranus");
            assertThat(asks.finding().message()).contains("blog (7 MB)").doesNotContain("understudy");
        });
        assertThat(decide("uranus", "mercury", Map.of())).isInstanceOf(NeedsConfirmation.class);
        assertThat(first(decide("uranus", "uranus", Map.of()), EmptyReplica.Parameters.class).confirmed()).containsExactly("blog");
    }

    @Test
    void asksNothingOfAReplicaThatFollowsAlready() {
        known.facts("uranus", Known.facts("MySQL", "9.7.4", Map.of("secondhand_production", 1L)));
        known.sees("uranus", true, Known.following("mercury", ""), Map.of());
        assertThat(first(decide(), EmptyReplica.Parameters.class).confirmed()).isEmpty();

        known.sees("uranus", true, Known.following("mercury", "bbbb:1"), Map.of());
        assertThat(decide()).isInstanceOf(NeedsConfirmation.class);
    }

    @Test
    void asksBeforeItCopiesAgain() {
        known.sees("uranus", true, Known.following("mercury", ""), Map.of());
        assertThat(decide("uranus", null, Map.of("recopy", true))).isInstanceOf(NeedsConfirmation.class);
        assertThat(first(decide("uranus", "uranus", Map.of("recopy", true)), EmptyReplica.Parameters.class))
                .isEqualTo(new EmptyReplica.Parameters("mercury", "uranus", true, List.of("secondhand_production", "wiki")));
    }

    @ParameterizedTest
    @CsvSource({"AUTO,STREAM", "STREAM,STREAM", "CLASSIC,CLASSIC", "classic,CLASSIC"})
    void copiesAsWished(String wish, CopyWay way) {
        assertThat(first(decide("uranus", null, Map.of("copy", wish)), CopyData.Parameters.class).way()).isEqualTo(way);
    }

    @Test
    void refusesWaysAndOptionsThatDoNotExist() {
        refused(decide("uranus", null, Map.of("copy", "CLONE")), "CopyMethodNotAvailable");
        refused(decide("uranus", null, Map.of("copy", "PHYSICAL")), "CopyMethodNotAvailable");
        refused(decide("uranus", null, Map.of("copy", "CARRIER_PIGEON")), "OptionRefused");
        refused(decide("uranus", null, Map.of("recopy", "yes")), "OptionRefused");
        refused(decide("uranus", null, Map.of("force", true)), "OptionUnknown");
        known.facts("mercury", Known.facts("MySQL", "9.7.4", Map.of(), ROOM, Map.of("gzip", "/usr/bin/gzip")));
        refused(decide(), "ToolMissing");
    }

    @Test
    void givesEachServerItsNumber() {
        assertThat(options("mercury")).containsEntry("server_id", "1");
        assertThat(options("uranus")).containsEntry("server_id", "2");

        known.put(Known.host("venus", "192.168.178.70", Known.facts("MySQL", "9.7.4", Map.of())));
        assertThat(options("mercury")).containsEntry("server_id", "2");
        known.sees("mercury", true, null, Map.of("server_id", "12"));
        known.sees("uranus", true, null, Map.of("server_id", "9"));
        assertThat(options("mercury")).containsEntry("server_id", "12");
        assertThat(options("uranus")).containsEntry("server_id", "9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "127.0.0.1 | 127.0.0.1,192.168.178.61", "* | *", "0.0.0.0 | 0.0.0.0", "192.168.178.61 | 192.168.178.61,127.0.0.1",
        "127.0.0.1,192.168.178.61 | 127.0.0.1,192.168.178.61", "10.0.0.1, 127.0.0.1 | 10.0.0.1,127.0.0.1,192.168.178.61"})
    void listensWhereItMustAndNowhereElse(String now, String then) {
        assertThat(WantedOptions.bindAddress(known.hosts.get("mercury"), now)).isEqualTo(then);
    }

    @Test
    void listensEverywhereWhenTheAddressIsAName() {
        assertThat(WantedOptions.bindAddress(Known.host("mercury", "mercury.lan", null), "127.0.0.1")).isEqualTo("*");
    }

    @Test
    void letsANewReplicaInAtEachMemberThatMayBePromoted() {
        known.put(Known.host("saturn", "192.168.178.70", Known.facts("MySQL", "9.7.4", Map.of())));
        known.put(Known.host("pluto", "192.168.178.71", Known.facts("MySQL", "9.7.4", Map.of())));
        known.declare(cluster -> cluster.with("saturn", Role.REPLICA).with("pluto", Role.DETACHED));

        assertThat(steps(ReplicationAccount.class)).extracting(ReplicationAccount::host).containsExactly("mercury", "uranus", "saturn");
        assertThat(steps(ReplicationAccount.class)).filteredOn(account -> account.host().equals("saturn")).singleElement()
                .satisfies(account -> assertThat(account.clients()).contains("192.168.178.61", "192.168.178.66"));
    }

    @Test
    void closesTheReplicaButNotTheSource() {
        assertThat(options("mercury").keySet()).doesNotContainAnyElementsOf(Set.of("read_only", "super_read_only"));
        assertThat(options("uranus")).containsEntry("super_read_only", "ON");
    }

    @Test
    void detachesAndChecksOnlyReplicas() {
        Detach detach = new Detach(new Members(known.clusters()));
        assertThat(detach.decide(known.request("uranus", null, Map.of()))).isInstanceOf(Planned.class);
        assertThat(new CheckData(new Members(known.clusters())).decide(known.request("uranus", null, Map.of()))).isInstanceOf(Planned.class);
        refused(detach.decide(known.request("mercury", null, Map.of())), "NotAReplica");
        refused(detach.decide(known.request("venus", null, Map.of())), "NotAReplica");
        refused(detach.decide(known.request(null, null, Map.of())), "HostMissing");
        refused(detach.decide(known.request("uranus", null, Map.of("recopy", true))), "OptionUnknown");
    }

    @Test
    void detachesNothingWhenTheCallerExpectsAnotherSource() {
        OperationRequest request = known.request("uranus", null, Map.of());
        refused(new Detach(new Members(known.clusters())).decide(new OperationRequest(OperationKind.DETACH, request.cluster(),
                "uranus", request.pace(), null, "venus", Map.of(), request.requestedBy())), "SourceNotExpected");
    }
}
