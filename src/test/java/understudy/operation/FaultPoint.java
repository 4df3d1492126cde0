package understudy.operation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a panel dies in a test: {@code <step>:<moment>}.
 *
 * @param step the stored name of the step, or # and its number in the operation, as some names stand in it twice
 * @param moment when
 * @param delay for {@link Moment#DURING} and {@link Moment#UNDO_DURING}: how long after the note was on disk
 */
public record FaultPoint(String step, Moment moment, Duration delay) {

    /** The JVM property by which a child JVM of a test is told. */
    public static final String PROPERTY = "understudy.test.fault-point";

    /** What the log says of a death in the middle of an act. */
    public static final String WHILE_ACTING = "while acting";

    private static final Logger LOG = LoggerFactory.getLogger(FaultPoint.class);
    private static final Pattern FORM = Pattern.compile("([a-z-]+|#\\d+):([a-z-]+)(?:\\+(\\d+)ms)?");

    /** Between which two writes. */
    public enum Moment {

        /** The journal says that it is about to act; it hasn't. */
        ABOUT_TO(Entry.Kind.ABOUT_TO, false),

        /** In the middle of the act. */
        DURING(Entry.Kind.ABOUT_TO, false),

        /** It has acted, and the journal doesn't know. */
        BEFORE_ENDED(Entry.Kind.ENDED, true),

        /** The journal says that it is about to be undone; it hasn't been. */
        UNDO_ABOUT_TO(Entry.Kind.UNDO_ABOUT_TO, false),

        /** In the middle of the undo. */
        UNDO_DURING(Entry.Kind.UNDO_ABOUT_TO, false),

        /** It is undone, and the journal doesn't know. */
        UNDO_BEFORE_ENDED(Entry.Kind.UNDO_ENDED, true);

        private final Entry.Kind entry;
        private final boolean beforeCommit;

        Moment(Entry.Kind entry, boolean beforeCommit) {
            this.entry = entry;
            this.beforeCommit = beforeCommit;
        }
    }

    /** Reads {@code close-server:about-to}, {@code close-server:during+50ms} and so on. */
    public static FaultPoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a fault point: " + text);
        }
        long millis = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
        return new FaultPoint(matcher.group(1), Moment.valueOf(matcher.group(2).toUpperCase().replace('-', '_')),
                Duration.ofMillis(millis));
    }

    /** The one of this JVM, or null. */
    public static @Nullable FaultPoint ofThisJvm() {
        String text = System.getProperty(PROPERTY);
        return text == null ? null : parse(text);
    }

    @Override
    public String toString() {
        return step + ":" + moment.name().toLowerCase().replace('_', '-')
                + (delay.isZero() ? "" : "+" + delay.toMillis() + "ms");
    }

    /** Whether this entry must not get to the disk: either the point is here, or the act was quicker than the delay. */
    boolean beforeCommitOf(String stepName, Entry entry) {
        return matches(stepName, entry) && (moment.beforeCommit ? entry.kind() == moment.entry : entry.kind() == end());
    }

    boolean afterCommitOf(String stepName, Entry entry) {
        return matches(stepName, entry) && !moment.beforeCommit && entry.kind() == moment.entry;
    }

    private Entry.Kind end() {
        return moment.entry == Entry.Kind.UNDO_ABOUT_TO ? Entry.Kind.UNDO_ENDED : Entry.Kind.ENDED;
    }

    private boolean matches(String stepName, Entry entry) {
        return step.equals(stepName) || step.equals("#" + entry.number());
    }

    /** Dies after the delay: like kill -9, without any clean-up. */
    void dieInAWhile() {
        if (moment != Moment.DURING && moment != Moment.UNDO_DURING) {
            die("about to act");
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            die(WHILE_ACTING);
        });
    }

    /** Dies now. @param how for the log, where the test reads it */
    void die(String how) {
        LOG.warn("Dies at {} {}", this, how);
        Runtime.getRuntime().halt(137);
    }
}
