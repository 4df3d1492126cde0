package understudy.rails;

import understudy.finding.Finding;

/** What became of the wish to point a text elsewhere. */
public sealed interface Edit {

    /** It says so already. */
    record Unchanged() implements Edit {
    }

    /**
     * It can be done.
     *
     * @param text with the changed values; every other character is the one that stood there
     * @param difference the changed lines for people, in unified form, with nothing in it that could be a secret
     */
    record Changed(String text, String difference) implements Edit {
    }

    /** It can't be done safely; says which line stands in the way and what to do. */
    record Refused(Finding finding) implements Edit {
    }
}
