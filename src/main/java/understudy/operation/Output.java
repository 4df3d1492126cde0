package understudy.operation;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step says, on its way to the store: kept short, and collected so that a chatty step never waits for the disk. Safe to
 * use from several threads.
 */
class Output {

    /** So many lines are kept from the beginning. */
    static final int FIRST = 100;

    /** And so many from the end. */
    static final int LAST = 400;

    private static final int LONGEST_LINE = 1000;

    private final Clock clock;
    private final Rate rate = new Rate();
    private final Deque<Line> unwritten = new ArrayDeque<>();
    private int said;
    private OperationView.@Nullable Progress progress;

    Output(Clock clock, int saidBefore) {
        this.clock = clock;
        this.said = saidBefore;
    }

    /** A numbered line. */
    record Line(int number, String text) {
    }

    /**
     * What is new.
     *
     * @param dropUpTo stored lines after the first ones and up to this number are to be dropped
     */
    record News(List<Line> lines, int dropUpTo, OperationView.@Nullable Progress progress) {
    }

    synchronized void say(String text) {
        text.lines().forEach(this::line);
    }

    private void line(String text) {
        String kept = text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…";
        unwritten.add(new Line(++said, kept));
        if (unwritten.size() > FIRST + LAST) {
            // more than will be kept, said within one moment
            unwritten.removeIf(line -> line.number() > FIRST && line.number() <= said - LAST);
        }
    }

    synchronized void progress(long doneBytes, @Nullable Long totalBytes) {
        progress = new OperationView.Progress(doneBytes, totalBytes, rate.after(doneBytes, clock.millis()));
    }

    /** What to write now, or null when nothing is new. */
    synchronized @Nullable News news() {
        if (unwritten.isEmpty() && progress == null) {
            return null;
        }
        List<Line> lines = new ArrayList<>(unwritten);
        lines.removeIf(line -> line.number() > FIRST && line.number() <= said - LAST);
        News news = new News(lines, said - LAST, progress);
        unwritten.clear();
        progress = null;
        return news;
    }
}
