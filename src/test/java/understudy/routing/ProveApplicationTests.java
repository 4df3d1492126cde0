package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.replication.Notes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** The danger: a proof that proves nothing, and a well shop that is called ill because a replica is dead that nobody waited for. */
class ProveApplicationTests {

    private static final String WHERE = "{\"table\": \"checks\", \"column\": \"token\"}";
    private static final Optional<WrittenRow> ROW = WrittenRow.named(new WebPage.Answer(200, WHERE), List.of("blog", "shop"), "word");

    private final Clusters clusters = mock(Clusters.class);
    private final Reach reach = mock(Reach.class);
    private final Legs legs = mock(Legs.class);
    private final Notes journal = new Notes();

    private Outcome proven(@Nullable String writeUrl) throws IOException {
        return proven(writeUrl, "", "uranus");
    }

    private Outcome proven(@Nullable String writeUrl, String mayBeGone, String... hosts) throws IOException {
        Cluster cluster = Cluster.declared("shop", List.of("blog", "shop"), List.of(new Member("uranus", Member.Role.SOURCE),
                new Member("saturn", Member.Role.REPLICA)), Instant.EPOCH);
        when(clusters.get("shop")).thenReturn(cluster);
        when(legs.hostsOf(any(), any())).thenReturn(List.of(hosts));
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(web));
            HostConnection host = mock(HostConnection.class);
            when(host.tunnel(any(), anyInt(), any()))
                    .thenAnswer(call -> new Socket(web.getInetAddress(), web.getLocalPort()));
            when(reach.host("uranus")).thenReturn(host);
            RouteMove move = new RouteMove("shop", "mercury", "uranus",
                    List.of(new Route.DatabaseYmls("shop", List.of(), "http://localhost/up", writeUrl)));
            return new ProveApplication(clusters, legs, reach).apply(new ProveApplication.Wish(move, mayBeGone), Plan.ofCommands(), journal);
        }
    }

    private static void answer(ServerSocket web) {
        while (true) {
            try (Socket caller = web.accept()) {
                caller.getInputStream().read(new byte[4_096]);
                caller.getOutputStream().write(("HTTP/1.1 200 OK\r\n\r\n" + WHERE).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void doesntSayThatAWriteArrivesWhereNothingWasWritten() throws IOException {
        assertThat(proven(null)).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("wasn't proven").doesNotContain("and what it writes arrives"));
    }

    @Test
    void passesOverAReplicaThatGivesNoAnswer() throws IOException {
        Server uranus = mock(Server.class);
        when(uranus.query(any(), any(), any())).thenReturn(List.of(mock(Row.class)));
        when(reach.server("uranus")).thenReturn(uranus);
        when(reach.server("saturn")).thenThrow(new ServerUnreachable(Finding.blocker("ServerUnreachable", "saturn", "saturn is silent.", "Wait."),
                new IOException("silent")));

        assertThat(proven("http://localhost/write?{token}")).isEqualTo(new Outcome.Applied("The application is well, and what it writes arrives"));
        assertThat(journal.lines).anyMatch(line -> line.contains("saturn is silent"));
    }

    private void dead(String host) {
        when(reach.host(host)).thenThrow(new HostUnreachable(Finding.blocker("HostUnreachable", host, host + " gives no answer.", "Wait.")));
    }

    /** Said of a shop that is off with its host, that would send the admin back to bed. */
    @Test
    void saysThatNobodyCouldBeAskedWhereTheOnlyApplicationIsGone() throws IOException {
        dead("mercury");

        assertThat(proven(null, "mercury", "mercury")).isInstanceOfSatisfying(Outcome.Applied.class, done -> assertThat(done.message())
                .startsWith("No application could be asked: mercury gives no answer").doesNotContain("arrives", "is well"));
        assertThat(proven(null, "mercury", "mercury", "uranus")).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("says that it is well", "on mercury it is left"));
        assertThatThrownBy(() -> proven(null, "", "mercury")).isInstanceOf(HostUnreachable.class);
    }

    @Test
    void leavesTheApplicationOfAMemberThatRestsUntilItIsBack() throws IOException {
        dead("saturn");
        when(legs.resting(any())).thenReturn(List.of("saturn"));

        assertThat(proven(null, "", "uranus", "saturn")).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("on saturn it is left until its host is back"));
    }

    /** The page names a table and no database, and the cluster's first one may be another application's. */
    @Test
    void looksForTheRowInEachDatabaseThatHasTheTable() throws IOException {
        Server server = mock(Server.class);
        when(server.query(contains("`blog`"), any(), any())).thenThrow(refusal(1146));
        when(server.query(contains("`shop`"), any(), any())).thenReturn(List.of(mock(Row.class)));
        when(reach.server(any())).thenReturn(server);

        assertThat(proven("http://localhost/write?{token}")).isEqualTo(new Outcome.Applied("The application is well, and what it writes arrives"));
    }

    @Test
    void doesntTakeAnotherRefusalForAMissingTable() {
        Server server = mock(Server.class);
        when(server.query(any(), any(), any())).thenThrow(refusal(1142));

        assertThatThrownBy(() -> ROW.orElseThrow().isOn(server)).isInstanceOf(ServerRefused.class);
    }

    @Test
    void seesThatTheRowIsNowhere() {
        Server server = mock(Server.class);
        when(server.query(contains("`blog`"), any(), any())).thenThrow(refusal(1146));

        assertThat(ROW.orElseThrow().isOn(server)).isFalse();
        assertThat(ROW.orElseThrow().places()).isEqualTo("blog.checks or shop.checks");
    }

    private static ServerRefused refusal(int number) {
        return new ServerRefused(Finding.blocker("StatementRefused", "uranus", "No.", "Look."), number, "42000", new IOException("no"));
    }

    /** A column of numbers equals every word as 0; only compared as text it is told apart. */
    @Test
    void comparesTheWordAsText() {
        assertThat(ROW.orElseThrow().query("shop")).isEqualTo(
                "SELECT 1 FROM `shop`.`checks` WHERE `token` = ? AND CONVERT(`token` USING utf8mb4) = ? LIMIT 1");
        assertThat(WrittenRow.named(new WebPage.Answer(200, "wrote it"), List.of("shop"), "word")).isEmpty();
    }
}
