package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static understudy.monitor.Looks.NOON;
import static understudy.monitor.Looks.UUID;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
import understudy.store.StoreTest;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.Member;
import understudy.topology.Member.Role;

/** The danger: a panel that starts after its source's death takes a replica with transactions of its own for a clean candidate. */
@StoreTest
class StoredSourceMemoryTests {

    private static final String URANUS = "22222222-2222-2222-2222-222222222222";
    private static final MonitorSettings HOW = new MonitorSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2),
            Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofHours(1));

    @Autowired
    private JdbcClient store;

    private StoredSourceMemory memory;

    @BeforeEach
    void begins() {
        memory = new StoredSourceMemory(store);
    }

    @Test
    void knowsWhatAReplicaWroteItselfThoughThePanelBeganAfterTheSourcesDeath() {
        started(memory).accept(new Sighting.Seen("mercury", look(UUID, UUID + ":1-90," + URANUS + ":1-5")));

        Board later = started(new StoredSourceMemory(store));
        later.accept(new Sighting.NotSeen("mercury", NOON, Finding.warning("ServerUnreachable", "mercury", "no answer", ""), false, false, null));
        later.accept(new Sighting.Seen("uranus", look(URANUS, UUID + ":1-95," + URANUS + ":1-6")));

        assertThat(later.host("uranus").orElseThrow().replication()).isNotNull()
                .satisfies(replication -> assertThat(replication.errant()).isEqualTo(URANUS + ":6"));
    }

    @Test
    void saysNothingOfASourceThatWasNeverSeen() {
        memory.note("shop", "mercury", GtidSet.of(URANUS + ":1-5"));

        assertThat(memory.of("shop", "uranus")).isNull();
        assertThat(memory.of("books", "mercury")).isNull();
    }

    @Test
    void writesOnlyWhatHasChanged() {
        memory.note("shop", "mercury", GtidSet.of(URANUS + ":1-5"));
        store.sql("DELETE FROM source_history").update();

        memory.note("shop", "mercury", GtidSet.of(URANUS + ":1-5"));
        assertThat(new StoredSourceMemory(store).of("shop", "mercury")).isNull();
        memory.note("shop", "mercury", GtidSet.of(URANUS + ":1-6"));
        assertThat(new StoredSourceMemory(store).of("shop", "mercury")).isEqualTo(GtidSet.of(URANUS + ":1-6"));
    }

    @Test
    void asksTheStoreNoMoreOnceThePanelRuns() {
        memory.note("shop", "mercury", GtidSet.of(URANUS + ":1-5"));
        StoredSourceMemory later = new StoredSourceMemory(store);
        store.sql("DELETE FROM source_history").update();

        assertThat(later.of("shop", "mercury")).isEqualTo(GtidSet.of(URANUS + ":1-5"));
    }

    @Test
    void passesOverWhatItCantRead() {
        memory.note("books", "saturn", GtidSet.of(URANUS + ":1-5"));
        store.sql("INSERT INTO source_history (cluster, source, from_others) VALUES ('shop', 'mercury', 'no GTID set')").update();

        StoredSourceMemory later = new StoredSourceMemory(store);

        assertThat(later.of("shop", "mercury")).isNull();
        assertThat(later.of("books", "saturn")).isEqualTo(GtidSet.of(URANUS + ":1-5"));
    }

    @Test
    void beginsAndGoesOnThoughTheStoreFails() {
        JdbcClient failing = mock(JdbcClient.class, call -> {
            throw new DataAccessResourceFailureException("the disk is full");
        });

        StoredSourceMemory blind = new StoredSourceMemory(failing);
        blind.note("shop", "mercury", GtidSet.of(URANUS + ":1-5"));

        assertThat(blind.of("shop", "mercury")).isNull();
    }

    private static Board started(SourceMemory memory) {
        Board board = new Board(Clock.fixed(NOON, ZoneOffset.UTC), HOW, new DeafEars(), memory);
        board.declare(List.of(host("mercury"), host("uranus")), List.of(Cluster.declared("shop", List.of("shop"),
                List.of(new Member("mercury", Role.SOURCE), new Member("uranus", Role.REPLICA)), NOON)));
        return board;
    }

    private static Host host(String name) {
        return new Host(name, name, 22, "deploy", 3306, null, name, "ssh-ed25519", "SHA256:x", true, null, "sealed", null, NOON);
    }

    private static Look look(String uuid, String executed) {
        ReplicaThread running = new ReplicaThread(ReplicaThread.State.RUNNING, 0, "");
        ReplicaStatus follows = uuid.equals(UUID) ? null : new ReplicaStatus("mercury", 3306, UUID, running, running, true, null,
                GtidSet.empty(), GtidSet.empty(), null, null, 0, Map.of());
        return new Look(NOON, NOON.plusMillis(10), true, "9.7.4", uuid, GtidSet.of(executed), null, follows, null, null, Map.of(), null, null,
                null, 0, null, null);
    }
}
