package understudy.operation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a step under way says what happens. What it says is streamed to the page and kept. Never give it a secret. */
public interface Journal {

    /** A line of output. */
    void say(String line);

    /**
     * How far a long step is; call it as often as you like.
     *
     * @param doneBytes so far
     * @param totalBytes estimated, or null
     */
    void progress(long doneBytes, @Nullable Long totalBytes);

    /**
     * A value of the operation's result, such as {@code writeOutageMillis}; kept with the step's end.
     *
     * @param value a number, text, boolean, or a record or list of such
     */
    void result(String name, Object value);

    /** Whether the admin asked to cancel; long steps look often, clean up and answer {@link Outcome.Failed}. */
    boolean cancelled();

    /**
     * The plan with which this step acted first in this operation. Where an earlier try was cut off, it alone knows what stood
     * there before; a new plan sees what that try left.
     */
    default Optional<Plan> firstPlan() {
        return Optional.empty();
    }
}
