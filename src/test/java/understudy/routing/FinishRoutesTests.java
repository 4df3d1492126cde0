package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Inspection;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.HostUnreachable;
import understudy.replication.Notes;

/** The danger: it says that everybody follows, and the shop on the old source's host doesn't. */
class FinishRoutesTests {

    private static final Finding GONE = Finding.blocker("HostUnreachable", "mercury", "mercury gives no answer.", "Wait.");
    private static final Finding REFUSED = Finding.blocker("DatabaseYmlMissing", "mercury", "There is no file.", "Correct it.");

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private final Legs legs = mock(Legs.class);
    private final RouteMove move = new RouteMove("shop", "mercury", "uranus", List.of());
    private final FinishRoutes.Wish wish = new FinishRoutes.Wish(move, "mercury");
    private final Notes journal = new Notes();

    private static FakeLeg failing(Supplier<RuntimeException> problem) {
        return new FakeLeg("mercury", false, () -> {
            throw problem.get();
        }, () -> {
            throw problem.get();
        });
    }

    private static FakeLeg hook(Leg.Standing standing) {
        return new FakeLeg("uranus", true, () -> standing, () -> { });
    }

    private Outcome finished(Leg leg) {
        when(legs.of(any())).thenReturn(List.of(leg));
        return new FinishRoutes(legs).apply(wish, Plan.ofCommands(), journal);
    }

    @Test
    void saysWhatIsLeftUntilTheDeadHostIsBack() {
        Leg gone = failing(() -> new HostUnreachable(GONE));

        assertThat(finished(gone)).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("mercury gives no answer, so the fake on mercury follows"));
        assertThat(new FinishRoutes(legs).verify(wish)).isInstanceOfSatisfying(Inspection.AlreadyDone.class,
                done -> assertThat(done.evidence()).contains("the fake on mercury follows"));
    }

    @Test
    void leavesNothingForLaterThatCanBeReached() {
        Leg refused = failing(() -> new Problem(REFUSED));

        assertThat(finished(refused)).isEqualTo(new Outcome.Failed(REFUSED));
        assertThat(new FinishRoutes(legs).verify(wish)).isInstanceOf(Inspection.Blocked.class);
    }

    /** It was taken out last week and is switched off: that must not make tonight's failover red for ever. */
    @Test
    void leavesWhatIsOnAMemberThatRestsUntilItIsBack() {
        Finding silent = Finding.blocker("HostUnreachable", "saturn", "saturn gives no answer.", "Wait.");
        Leg resting = new FakeLeg("saturn", false, () -> {
            throw new HostUnreachable(silent);
        }, () -> {
            throw new HostUnreachable(silent);
        });
        assertThat(finished(resting)).isEqualTo(new Outcome.Failed(silent));

        when(legs.resting(move)).thenReturn(List.of("saturn"));
        assertThat(finished(resting)).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("saturn gives no answer, so the fake on saturn follows"));
        assertThat(new FinishRoutes(legs).verify(wish)).isInstanceOf(Inspection.AlreadyDone.class);
    }

    /** A file on a dead host may wait for it; until the hook is called everybody else goes to the dead source. */
    @Test
    void leavesNoHookForLaterThoughItsHostIsDead() {
        Leg hook = new FakeLeg("mercury", true, () -> {
            throw new HostUnreachable(GONE);
        }, () -> {
            throw new HostUnreachable(GONE);
        });

        assertThat(finished(hook)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.finding().code()).isEqualTo("HookOutOfReach");
            assertThat(failed.finding().message()).contains("the fake on mercury", "gives no answer");
            assertThat(failed.finding().hint()).contains("by hand", "lead mercury");
        });
    }

    @Test
    void callsAHookAgainOnlyWhereItDoesntLeadThere() {
        FakeLeg there = hook(new Leg.Standing.There("x"));
        FakeLeg elsewhere = hook(new Leg.Standing.Elsewhere("x"));
        finished(there);
        finished(elsewhere);

        assertThat(there.asked).containsExactly("look");
        assertThat(elsewhere.asked).containsExactly("look", "move");
    }

    /** Rolled back, it would be taken for gone, and the files on the hosts stay changed. */
    @Test
    void doesntSayThatThereWasNothingToTakeBack() {
        RouteMove address = new RouteMove("shop", "uranus", "uranus", List.of(new Route.VirtualIp("address", "192.168.178.50/24", false)));

        assertThat(new FinishRoutes(legs).undo(wish, Plan.ofCommands(), journal)).isInstanceOfSatisfying(Undo.Impossible.class,
                stays -> assertThat(stays.why()).contains("led to uranus"));
        assertThat(new TakeAddresses(mock(Reach.class)).undo(new TakeAddresses.Wish(address, "mercury"), Plan.ofCommands(), journal))
                .isInstanceOfSatisfying(Undo.Impossible.class, stays -> assertThat(stays.why()).contains("away from mercury"));
    }

    @Test
    void takesTheTimeOfASwitchOnlyWhereEverybodyFollowed() {
        when(legs.of(any())).thenReturn(List.of(failing(() -> new Problem(REFUSED))));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);
        assertThat(journal.results).isEmpty();

        FakeLeg told = hook(new Leg.Standing.There("x"));
        told.followedByMoving = false;
        when(legs.of(any())).thenReturn(List.of(told));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);
        assertThat(journal.results).as("somebody else has to restart it first").isEmpty();

        when(legs.of(any())).thenReturn(List.of(hook(new Leg.Standing.There("x"))));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);
        assertThat(journal.results).containsKey("applicationSwitchMillis").hasEntrySatisfying("applicationFollowedAt",
                at -> assertThat(Instant.parse(at.toString())).isAfterOrEqualTo(NOW));
    }

    @Test
    void takesTheTimeOfAFailoverThoughTheApplicationOnTheDeadHostDidntFollow() {
        when(legs.of(any())).thenReturn(List.of(failing(() -> new HostUnreachable(GONE))));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);
        assertThat(journal.results).as("nobody followed").isEmpty();

        when(legs.of(any())).thenReturn(List.of(failing(() -> new HostUnreachable(GONE)), hook(new Leg.Standing.There("x"))));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);
        assertThat(journal.results).containsKey("applicationSwitchMillis");
    }

    @Test
    void takesNoTimeOfAFailoverWhoseHookCouldntBeCalled() {
        Leg hook = new FakeLeg("mercury", true, () -> new Leg.Standing.There("x"), () -> {
            throw new HostUnreachable(GONE);
        });
        when(legs.of(any())).thenReturn(List.of(hook, hook(new Leg.Standing.There("x"))));
        new SwitchRoutes(legs, Clock.fixed(NOW, ZoneOffset.UTC)).apply(move, Plan.ofCommands(), journal);

        assertThat(journal.results).isEmpty();
        assertThat(journal.lines).anyMatch(line -> line.contains("lead mercury"));
    }
}
