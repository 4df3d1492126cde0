package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClusterFeedTests {

    private final ClusterFeed feed = new ClusterFeed("a1");

    @Test
    void givesWhatCameAfterTheLastOneThatWasSeen() throws InterruptedException {
        add(3);

        assertThat(feed.after(1, Duration.ZERO)).extracting(FeedEvent::number).containsExactly(2L, 3L);
        assertThat(feed.after(3, Duration.ZERO)).isEmpty();
    }

    @Test
    void wakesAWaitingListener() throws Exception {
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> {
            try {
                return feed.after(0, Duration.ofSeconds(30)).getFirst().number();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });

        add(1);

        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void keepsNobodyWaitingWhenThePanelStops() throws InterruptedException {
        feed.close();

        assertThat(feed.after(0, Duration.ofDays(1))).isEmpty();
        assertThat(feed.isClosed()).isTrue();
    }

    @Test
    void goesOnWhereTheListenerWas() {
        add(5);

        assertThat(feed.resumeAfter("a1-3")).isEqualTo(3);
        assertThat(feed.resumeAfter("a1-5")).isEqualTo(5);
    }

    @Test
    void tellsEverythingToAListenerWhoseIdMeansNothingHere() {
        add(5);

        assertThat(feed.resumeAfter(null)).isNegative();
        assertThat(feed.resumeAfter("b2-3")).as("from before a restart").isNegative();
        assertThat(feed.resumeAfter("a1-6")).as("not sent yet").isNegative();
        assertThat(feed.resumeAfter("a1-")).isNegative();
        assertThat(feed.resumeAfter("a1-99999999999999999999")).isNegative();
    }

    @Test
    void forgetsTheOldestWhenFull() throws InterruptedException {
        add(600);

        assertThat(feed.after(0, Duration.ZERO)).hasSize(512);
        assertThat(feed.remembers(88)).isTrue();
        assertThat(feed.remembers(87)).isFalse();
        assertThat(feed.resumeAfter("a1-87")).isNegative();
    }

    private void add(int events) {
        for (int i = 0; i < events; i++) {
            feed.add("state", () -> "data");
        }
    }
}
