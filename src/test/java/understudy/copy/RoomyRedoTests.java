package understudy.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.mysql.Dialect;
import understudy.mysql.Server;
import understudy.operation.Plan;

/** A panel that is killed during the load: the log's size must not stay raised because the next try takes that for the usual. */
class RoomyRedoTests {

    private static final long PLENTY = 1L << 40;
    private static final long ROOMY = 1L << 30;

    private final Server server = mock(Server.class);
    private final List<Long> set = new ArrayList<>();
    private long capacity = 16_777_216;

    @BeforeEach
    void setServer() {
        when(server.dialect()).thenReturn(Dialect.of("9.7.4", "uranus"));
        when(server.variables(RoomyRedo.CAPACITY)).thenAnswer(asked -> Map.of(RoomyRedo.CAPACITY, String.valueOf(capacity)));
        when(server.execute(any(), any(Object[].class))).thenAnswer(told -> {
            capacity = (Long) told.getArgument(1);
            set.add(capacity);
            return 0;
        });
    }

    @Test
    void isRoomyDuringTheLoadAndAsBeforeAfterwards() {
        new RoomyRedo(server, notes(null), PLENTY).close();

        assertThat(set).containsExactly(ROOMY, 16_777_216L);
    }

    @Test
    void takesBackInTheNextTryWhatAKilledPanelLeft() {
        Plan first = plan();
        new RoomyRedo(server, notes(first), PLENTY); // and the panel dies
        assertThat(RoomyRedo.planned(server, PLENTY)).as("the new plan sees what was left").isEmpty();

        new RoomyRedo(server, notes(first), PLENTY).close();

        assertThat(capacity).isEqualTo(16_777_216);
    }

    @Test
    void takesBackInTheUndoWhatAKilledPanelLeft() {
        Plan first = plan();
        new RoomyRedo(server, notes(first), PLENTY); // and the panel dies

        RoomyRedo.takeBack(server, first, notes(first));

        assertThat(capacity).isEqualTo(16_777_216);
    }

    @Test
    void leavesWhatSomebodyElseHasSetSince() {
        Plan first = plan();
        capacity = 2 * ROOMY;

        RoomyRedo.takeBack(server, first, notes(first));
        new RoomyRedo(server, notes(first), PLENTY).close();

        assertThat(set).isEmpty();
    }

    @Test
    void leavesItSmallWhereTheDiskIs() {
        assertThat(RoomyRedo.planned(server, ROOMY)).isEmpty();
        new RoomyRedo(server, notes(null), ROOMY).close();

        assertThat(set).isEmpty();
    }

    private Plan plan() {
        return Plan.ofChanges(RoomyRedo.planned(server, PLENTY).orElseThrow());
    }

    private static CopyNotes notes(@Nullable Plan first) {
        return new CopyNotes().plannedFirst(Optional.ofNullable(first));
    }
}
