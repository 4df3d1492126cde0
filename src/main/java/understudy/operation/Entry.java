package understudy.operation;

import org.jspecify.annotations.Nullable;

/**
 * A line of the journal; only ever added.
 *
 * @param number of the step; 0 for the operation itself
 * @param plan what a step is about to do, or null
 * @param text in a sentence
 */
record Entry(int number, Kind kind, @Nullable Plan plan, String text) {

    enum Kind { ABOUT_TO, ENDED, UNDO_ABOUT_TO, UNDO_ENDED, NOTE }

    static Entry aboutTo(int number, Plan plan) {
        return new Entry(number, Kind.ABOUT_TO, plan, "about to act");
    }

    static Entry ended(int number, String how) {
        return new Entry(number, Kind.ENDED, null, how);
    }

    static Entry aboutToUndo(int number) {
        return new Entry(number, Kind.UNDO_ABOUT_TO, null, "about to undo");
    }

    static Entry undoEnded(int number, String how) {
        return new Entry(number, Kind.UNDO_ENDED, null, how);
    }

    static Entry note(int number, String text) {
        return new Entry(number, Kind.NOTE, null, text);
    }
}
