package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.remote.HostUnreachable;
import understudy.replication.Notes;

/** The danger: a switchover that begins though something can't follow, and one that never begins for a host nobody needs. */
class PrepareRoutesTests {

    private static final Finding SILENT = Finding.blocker("HostUnreachable", "saturn", "saturn gives no answer.", "Wait.");

    private final Legs legs = mock(Legs.class);
    private final RouteMove move = new RouteMove("shop", "mercury", "uranus", List.of());
    private final Notes journal = new Notes();

    /** On saturn, where it can't be prepared. */
    private record Refusing(Problem problem) implements Leg {

        @Override
        public String title() {
            return "the application on saturn";
        }

        @Override
        public String host() {
            return "saturn";
        }

        @Override
        public List<HandCommand> commands() {
            return List.of();
        }

        @Override
        public Standing look() {
            throw problem;
        }

        @Override
        public void prepare(Journal journal) {
            throw problem;
        }

        @Override
        public void move(Journal journal) {
            throw problem;
        }
    }

    private Outcome prepared(Problem problem) {
        when(legs.of(any())).thenReturn(List.of(new Refusing(problem)));
        return new PrepareRoutes(legs).apply(move, Plan.ofCommands(), journal);
    }

    @Test
    void failsWhereAReplicaGivesNoAnswer() {
        assertThat(prepared(new HostUnreachable(SILENT))).isEqualTo(new Outcome.Failed(SILENT));
    }

    @Test
    void waitsForNobodyWhoRestsAndGivesNoAnswer() {
        when(legs.resting(move)).thenReturn(List.of("saturn"));

        assertThat(prepared(new HostUnreachable(SILENT))).isEqualTo(new Outcome.Applied("The application can follow to uranus; "
                + "saturn gives no answer, so the application on saturn follows when it rejoins"));
    }

    @Test
    void failsWhereAMemberThatRestsAnswersAndRefuses() {
        when(legs.resting(move)).thenReturn(List.of("saturn"));
        Finding refused = Finding.blocker("DatabaseYmlMissing", "saturn", "There is no file.", "Correct it.");

        assertThat(prepared(new Problem(refused))).isEqualTo(new Outcome.Failed(refused));
    }
}
