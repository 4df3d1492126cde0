package understudy.whole;

import java.time.Duration;

/**
 * A time in which a server took writes at every look. All four are {@link System#nanoTime()}; it was open at some instant between
 * the first question and its answer, at some instant between the last and its answer, and all the time in between.
 */
record OpenStretch(long firstAsked, long firstAnswered, long lastAsked, long lastAnswered) {

    static OpenStretch of(long asked, long answered) {
        return new OpenStretch(asked, answered, asked, answered);
    }

    OpenStretch until(long asked, long answered) {
        return new OpenStretch(firstAsked, firstAnswered, asked, answered);
    }

    /** Whether this server and the other one surely took writes at one moment. */
    boolean meets(OpenStretch other) {
        return together(other) > 0 || covers(other.firstAsked, other.firstAnswered) || other.covers(firstAsked, firstAnswered);
    }

    /** For how long both surely took writes; zero for a moment. */
    Duration with(OpenStretch other) {
        return Duration.ofNanos(Math.max(0, together(other)));
    }

    private long together(OpenStretch other) {
        return Math.min(lastAsked, other.lastAsked) - Math.max(firstAnswered, other.firstAnswered);
    }

    private boolean covers(long asked, long answered) {
        return firstAnswered <= asked && answered <= lastAsked;
    }

    /** From the first sight of it to the last. */
    Duration length() {
        return Duration.ofNanos(lastAnswered - firstAsked);
    }
}
