package understudy.web;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One page's event stream. Says only {@code changed}, first of all and whenever something did, and the page fetches itself again; says {@code ping} when nothing
 * changed, so that the page can tell a quiet panel from a dead one. Both carry the panel's time. Many changes at once become one,
 * and a slow page slows nobody but itself.
 */
class LiveStream {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final int PING_SECONDS = 3;

    private final BlockingQueue<String> pending = new ArrayBlockingQueue<>(1);
    private final List<AutoCloseable> sources = new ArrayList<>();
    private final SseEmitter emitter;
    private final Clock clock;
    private volatile boolean open = true;

    LiveStream(SseEmitter emitter, Clock clock) {
        this.emitter = emitter;
        this.clock = clock;
        emitter.onCompletion(this::close);
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> close());
    }

    /** Something on the page is no longer as it was. Never blocks. */
    void changed() {
        pending.offer("changed");
    }

    /** Closed together with the stream. */
    synchronized void closing(AutoCloseable source) {
        sources.add(source);
    }

    /** Sends until the page is gone; one virtual thread a page. */
    void run() {
        try {
            // the page was made before it began to listen, and when it comes back it has missed something too
            send("changed");
            while (open) {
                String next = pending.poll(PING_SECONDS, TimeUnit.SECONDS);
                send(next == null ? "ping" : next);
            }
        } catch (IOException | IllegalStateException gone) {
            end(); // the usual end: the tab was closed
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            end();
        } finally {
            close();
        }
    }

    private void end() {
        try {
            emitter.complete();
        } catch (IllegalStateException over) {
            LOG.debug("the page's connection was gone before its stream could be ended", over);
        }
    }

    boolean isOpen() {
        return open;
    }

    private void send(String name) throws IOException {
        emitter.send(SseEmitter.event().name(name).data(String.valueOf(clock.millis())));
    }

    private synchronized void close() {
        open = false;
        for (AutoCloseable source : sources) {
            try {
                source.close();
            } catch (Exception failed) {
                throw new IllegalStateException("a subscription couldn't be closed", failed);
            }
        }
        sources.clear();
    }
}
