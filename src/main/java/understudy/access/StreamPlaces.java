package understudy.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** How many event streams may stand open: some for each person and token, and not too many in all. */
@Component
public class StreamPlaces {

    static final int PER_PERSON = 30;
    static final int IN_ALL = 300;

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private int all;

    /** A place for one stream; given back once by closing it. */
    public interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @param person user or token, as the audit names them
     * @throws Problem TooManyStreams when they have theirs, NoStreamLeft when nobody can have one more
     */
    public synchronized Place take(String person) {
        if (taken.getOrDefault(person, 0) >= PER_PERSON) {
            throw new Problem(Finding.blocker("TooManyStreams", null,
                    person + " has " + PER_PERSON + " event streams open already.",
                    "Close some of the pages or programs that follow the panel, then try again."));
        }
        if (all >= IN_ALL) {
            throw new Problem(Finding.blocker("NoStreamLeft", null,
                    "The panel serves " + IN_ALL + " event streams already, which is the most that it does.",
                    "Ask for the state by GET now and then, or try again later."));
        }
        taken.merge(person, 1, Integer::sum);
        all++;
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                giveBack(person);
            }
        };
    }

    private synchronized void giveBack(String person) {
        taken.computeIfPresent(person, (name, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
