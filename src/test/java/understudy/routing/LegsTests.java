package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.replication.Notes;

class LegsTests {

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Leg hanging = new FakeLeg("mercury", false, () -> new Leg.Standing.There("x"), this::hang);
    private final Leg quick = new FakeLeg("uranus", false, () -> new Leg.Standing.There("x"), () -> { });

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException told) {
            ended.countDown();
        }
    }

    private static Leg moved(Leg leg) {
        leg.move(new Notes());
        return leg;
    }

    @Test
    void waitsNoLongerThanItsLimitAndTellsWhoHangs() throws InterruptedException {
        List<Legs.Ended<Leg>> all = Legs.each(List.of(hanging, quick), LegsTests::moved, Duration.ofMillis(300));

        assertThat(all.getFirst().problem()).map(Finding::code).contains("RouteTooSlow");
        assertThat(all.getLast().answer()).contains(quick);
        // what hangs is told to end, so that it doesn't get in the way of the next try
        ended.await();
    }

    @Test
    void waitsNoLongerOnceItIsCancelled() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean(true);

        List<Legs.Ended<Leg>> all = Legs.each(List.of(hanging, quick), LegsTests::moved, Duration.ofHours(1), cancelled::get);

        assertThat(all.getFirst().problem()).map(Finding::code).contains("RouteInterrupted");
        ended.await();
    }
}
