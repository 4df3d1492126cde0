package understudy.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.Journal;

/** One thing that has to lead to another server: the application's files on a host, a hook, an address. Safe to move again. */
interface Leg {

    /** What it is, such as {@code the application on uranus}. */
    String title();

    /** The host on which it is moved, or null for the panel's own machine. */
    @Nullable String host();

    /** What moving it does, as a person would type it. */
    List<String> commands();

    /** Whether {@link #move} ending well is all the proof that there is: who moves it may not be able to tell where it leads. */
    default boolean provenByMoving() {
        return false;
    }

    /** Where it leads now; reads only. @throws understudy.finding.Problem when it can't be seen */
    Standing look();

    /** Looks for everything that could keep {@link #move} from working; changes nothing that anybody uses. @throws understudy.finding.Problem */
    void prepare(Journal journal);

    /** Moves it, and returns when that is proven. @throws understudy.finding.Problem saying what to do by hand */
    void move(Journal journal);

    /** Where a leg leads. */
    sealed interface Standing {

        /** To the wished server, and whoever uses it has taken that up. @param evidence in a sentence */
        record There(String evidence) implements Standing {
        }

        /** Somewhere else. @param evidence in a sentence */
        record Elsewhere(String evidence) implements Standing {
        }

        /** It can't be moved by the panel as it is. */
        record Stuck(Finding finding) implements Standing {
        }
    }
}
