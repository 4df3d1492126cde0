package understudy.web.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.monitor.Timeline;
import understudy.monitor.TimelineEntry;
import understudy.operation.OperationKind;
import understudy.operation.OperationView;

/** The danger: a report that stays silent about the time in which two servers took writes. */
class AfterwardsTests {

    private static final Instant BEGAN = Instant.parse("2026-11-23T03:00:00Z");

    private final Timeline timeline = mock(Timeline.class);
    private final Afterwards afterwards = new Afterwards(timeline);

    @BeforeEach
    void comesBackTwiceAfterTheFailoverAndOnceBefore() {
        when(timeline.latest(eq("shop"), anyInt())).thenReturn(List.of(closed(9_000, "open for 9 ms"), closed(5_000, "open for 394 ms"),
                new TimelineEntry("shop", "HostBack", "mercury is back.", BEGAN.plusMillis(4_000)), closed(-1, "open for 1 ms")));
    }

    private static TimelineEntry closed(long millis, String text) {
        return new TimelineEntry("shop", "ReturnedClosed", text, BEGAN.plusMillis(millis));
    }

    private static OperationView failover(boolean fenced, boolean ended) {
        OperationView operation = mock(OperationView.class);
        when(operation.kind()).thenReturn(OperationKind.FAILOVER);
        when(operation.cluster()).thenReturn("shop");
        when(operation.createdAt()).thenReturn(BEGAN);
        when(operation.finishedAt()).thenReturn(ended ? BEGAN.plusMillis(2_000) : null);
        when(operation.result()).thenReturn(Map.of("fenced", fenced));
        return operation;
    }

    @Test
    void tellsOfTheFirstReturnAfterTheFailover() {
        assertThat(afterwards.of(failover(false, true))).contains("open for 394 ms");
    }

    @Test
    void hasNothingToTellOfAFencedSourceOrBeforeTheEnd() {
        assertThat(afterwards.of(failover(true, true))).isEmpty();
        assertThat(afterwards.of(failover(false, false))).isEmpty();
    }
}
