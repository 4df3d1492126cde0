package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;

/** When a host is asked for the addresses that move: a return must be seen at once, and a quiet cluster must cost little. */
class AddressWatchTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final AddressActs acts = mock(AddressActs.class);
    private final List<String> asked = new ArrayList<>();
    private final InstantSource time = () -> this.now;
    private Instant now = NOON;
    private boolean settled = true;
    private final AddressWatch watch = new AddressWatch(mock(Monitor.class), acts, time.withZone(ZoneOffset.UTC), Runnable::run);

    @BeforeEach
    void ask() {
        when(acts.see(any(), any())).thenAnswer(call -> {
            asked.add(call.getArgument(1));
            return settled;
        });
    }

    private void looks(String source, boolean server, boolean host, @Nullable Boolean writable) {
        HostState uranus = mock(HostState.class);
        when(uranus.name()).thenReturn("uranus");
        when(uranus.reachable()).thenReturn(server);
        when(uranus.sshReachable()).thenReturn(host);
        when(uranus.writable()).thenReturn(writable);
        watch.look(new ClusterState("shop", 1, Health.HEALTHY, source, List.of(uranus), now));
    }

    /** Since it was asked this the last time. */
    private boolean isAsked() {
        boolean was = !asked.isEmpty();
        assertThat(asked).hasSizeLessThanOrEqualTo(1);
        asked.clear();
        return was;
    }

    @Test
    void asksAtFirstSightAndAgainAtEachReturn() {
        looks("mercury", false, false, null);
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
        looks("mercury", true, true, false);
        looks("mercury", false, false, null);
        assertThat(isAsked()).isFalse();
        looks("mercury", false, true, null);
        assertThat(isAsked()).isTrue();
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
        assertThat(isAsked()).isFalse();
    }

    @Test
    void asksWhenAnotherBecameTheSourceAndWhenItsServerOpens() {
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
        looks("uranus", true, true, false);
        assertThat(isAsked()).isTrue();
        looks("uranus", true, true, true);
        assertThat(isAsked()).isTrue();
        looks("uranus", true, true, true);
        assertThat(isAsked()).isFalse();
    }

    @Test
    void asksFromTimeToTimeThoughNothingHappens() {
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
        now = NOON.plusSeconds(9);
        looks("mercury", true, true, false);
        assertThat(isAsked()).isFalse();
        now = NOON.plusSeconds(10);
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
    }

    @Test
    void asksNobodyWhoIsOutOfSight() {
        looks("mercury", false, false, null);
        now = NOON.plus(Duration.ofMinutes(1));
        looks("mercury", false, false, null);

        assertThat(isAsked()).isFalse();
    }

    @Test
    void asksAgainSoonWhereSomethingIsLeftToDo() {
        settled = false;
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
        now = NOON.plusSeconds(1);
        looks("mercury", true, true, false);
        assertThat(isAsked()).isFalse();
        now = NOON.plusSeconds(2);
        looks("mercury", true, true, false);
        assertThat(isAsked()).isTrue();
    }
}
