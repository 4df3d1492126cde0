package understudy.operation;

import java.util.List;
import java.util.Map;
import understudy.finding.Finding;

/** What a look at the real world says of a step. */
public sealed interface Inspection {

    /**
     * Nothing to do.
     *
     * @param evidence what was seen, in a sentence
     * @param results values of the operation's result that the look itself proves, so that they are there even when the panel
     *     died between the act and its entry in the journal
     */
    record AlreadyDone(String evidence, Map<String, Object> results) implements Inspection {

        public AlreadyDone {
            results = Map.copyOf(results);
        }

        public AlreadyDone(String evidence) {
            this(evidence, Map.of());
        }
    }

    /** Not done, and nothing stands in the way. @param evidence what was seen, in a sentence */
    record Possible(String evidence) implements Inspection {
    }

    /** Not done, and something stands in the way. */
    record Blocked(List<Finding> findings) implements Inspection {

        public Blocked {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("what blocks a step has a name");
            }
        }

        /** The one to tell first. */
        public Finding first() {
            return findings.stream().filter(Finding::blocks).findFirst().orElseGet(findings::getFirst);
        }

        public Blocked(Finding finding) {
            this(List.of(finding));
        }
    }

    /** Can't be seen; never treated as possible. */
    record Unknown(Finding cause) implements Inspection {
    }
}
