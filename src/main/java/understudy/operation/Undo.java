package understudy.operation;

import understudy.finding.Finding;

/** How an undo ended. */
public sealed interface Undo {

    /** Taken back. @param message in a sentence */
    record Undone(String message) implements Undo {
    }

    /** There was nothing to take back. */
    record NothingToUndo() implements Undo {
    }

    /** This step can't be taken back; says why and what stays. */
    record Impossible(String why) implements Undo {
    }

    /** It should have worked and didn't. */
    record Failed(Finding finding) implements Undo {
    }
}
