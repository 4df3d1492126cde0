package understudy.rails;

import understudy.finding.Finding;

/** What became of the wish to point a text elsewhere. */
public sealed interface Edit {

    /** It says so already. */
    record Unchanged() implements Edit {
    }

    /** @param text with the changed values; every other character is the one that stood there */
    record Changed(String text) implements Edit {
    }

    /** It can't be done safely; says which line stands in the way and what to do. */
    record Refused(Finding finding) implements Edit {
    }
}
