package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class LiveStreamTests {

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicBoolean gone = new AtomicBoolean();

    private final SseEmitter emitter = new SseEmitter() {
        @Override
        public void send(SseEventBuilder event) throws IOException {
            if (gone.get()) {
                throw new IOException("the tab was closed");
            }
            StringBuilder text = new StringBuilder();
            event.build().forEach(part -> text.append(part.getData()));
            sent.add(text.toString());
        }
    };

    @Test
    void letsThePageFetchWhatHappenedBeforeItListened() throws InterruptedException {
        LiveStream stream = new LiveStream(emitter, clock);
        Thread running = Thread.ofVirtual().start(stream::run);

        await().until(() -> sent.size() >= 2);
        assertThat(sent.get(0)).contains("event:changed").contains("1000");
        assertThat(sent.get(1)).contains("event:ping").contains("1000");
        running.interrupt();
        running.join();
    }

    @Test
    void makesManyChangesOne() throws InterruptedException {
        LiveStream stream = new LiveStream(emitter, clock);
        for (int i = 0; i < 1000; i++) {
            stream.changed();
        }
        Thread running = Thread.ofVirtual().start(stream::run);

        await().until(() -> sent.size() >= 3);
        assertThat(sent.stream().filter(event -> event.contains("event:changed"))).as("the first one and one for the thousand").hasSize(2);
        running.interrupt();
        running.join();
    }

    @Test
    void endsQuietlyWhenThePanelHasClosedThePageBefore() {
        LiveStream stream = new LiveStream(new SseEmitter() {
            @Override
            public void send(SseEventBuilder event) throws IOException {
                throw new IOException("the tab was closed");
            }

            @Override
            public void complete() {
                throw new IllegalStateException("the request is over already");
            }
        }, clock);

        assertThatCode(stream::run).doesNotThrowAnyException();
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void letsGoOfItsSourcesWhenThePageIsGone() {
        AtomicBoolean released = new AtomicBoolean();
        LiveStream stream = new LiveStream(emitter, clock);
        stream.closing(() -> released.set(true));
        gone.set(true);

        stream.run();

        assertThat(released).isTrue();
        assertThat(stream.isOpen()).isFalse();
    }
}
