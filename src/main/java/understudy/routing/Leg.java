package understudy.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.Journal;
import understudy.operation.Plan;

/** One thing that has to lead to another server: the application's files on a host, a hook, an address. Safe to move again. */
interface Leg {

    /** What it is, such as {@code the application on uranus}. */
    String title();

    /** The host on which it is moved, or null for the panel's own machine. */
    @Nullable String host();

    /** What moving it does, as a person would type it. */
    List<HandCommand> commands();

    /** What a person who types that has to know while there is no panel, in whole sentences; empty where there is nothing. */
    default String withoutPanel() {
        return "";
    }

    /** Whether {@link #move} ending well is all the proof that there is: who moves it may not be able to tell where it leads. */
    default boolean provenByMoving() {
        return false;
    }

    /** Whether those who use it have followed when {@link #move} ends well; not where somebody else has to restart them first. */
    default boolean followedByMoving() {
        return true;
    }

    /** How moving it would change files, as it was last seen by {@link #foresee}; asks nobody. */
    default Optional<Plan.FileDiff> change() {
        return Optional.empty();
    }

    /** Looks ahead: keeps what {@link #change} tells, and says what would be wrong once it has moved. Reads only. */
    default List<Finding> foresee() {
        return List.of();
    }

    /** What is wrong with those who use it, wherever it leads. Reads only. @throws understudy.finding.Problem when they can't be asked */
    default List<Finding> unwell() {
        return List.of();
    }

    /** Where it leads now; reads only. @throws understudy.finding.Problem when it can't be seen */
    Standing look();

    /** Looks for everything that could keep {@link #move} from working; changes nothing that anybody uses. @throws understudy.finding.Problem */
    void prepare(Journal journal);

    /** The same, with more patience and for somebody who wants to read of it; changes nothing either. @throws understudy.finding.Problem */
    default void rehearse(Journal journal) {
        prepare(journal);
    }

    /** Moves it, and returns when that is proven. @throws understudy.finding.Problem saying what to do by hand */
    void move(Journal journal);

    /** Where a leg leads. */
    sealed interface Standing {

        /** To the wished server, and whoever uses it has taken that up. @param evidence in a sentence */
        record There(String evidence) implements Standing {
        }

        /**
         * Somewhere else.
         *
         * @param evidence in a sentence
         * @param change of files that moving would make, in unified form and with no secret in it; empty where there is none
         */
        record Elsewhere(String evidence, String change) implements Standing {

            Elsewhere(String evidence) {
                this(evidence, "");
            }
        }

        /** It can't be moved by the panel as it is. */
        record Stuck(Finding finding) implements Standing {
        }
    }
}
