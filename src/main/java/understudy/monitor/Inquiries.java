package understudy.monitor;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import understudy.reach.Reach;

/** The inquiries under way, one a cluster at most. */
final class Inquiries {

    private final Board board;
    private final Reach reach;
    private final Clock clock;
    private final Consumer<String> wake;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    Inquiries(Board board, Reach reach, Clock clock, Consumer<String> wake) {
        this.board = board;
        this.reach = reach;
        this.clock = clock;
        this.wake = wake;
    }

    /** Begins one, when none runs. */
    void begin(String cluster) {
        running.computeIfAbsent(cluster, name -> Thread.ofVirtual().name("inquiry-" + name).start(() -> {
            try {
                new SourceInquiry(name, board, reach, clock, wake).run();
            } finally {
                running.remove(name);
            }
        }));
    }

    void stop() {
        running.values().forEach(Thread::interrupt);
    }
}
