package understudy.copy;

import java.util.List;

import understudy.operation.Journal;

/** A way of bringing a dump from a source into an empty replica. Each cleans up after itself, whatever happens. */
sealed interface CopyMethod permits StreamCopy, ClassicCopy {

    static CopyMethod of(CopyWay way) {
        return switch (way) {
            case STREAM -> new StreamCopy();
            case CLASSIC -> new ClassicCopy();
        };
    }

    /** The command lines, as a person would type them. */
    List<String> shown(CopyJob job);

    /**
     * Copies, and looks at the journal often for a wish to cancel.
     *
     * @return what passed: complete, with the GTIDs of its moment
     * @throws understudy.finding.Problem when any part fails or the admin cancels; both ends are stopped then
     */
    DumpWatch copy(CopyJob job, Journal journal);

    /** Removes what a killed panel may have left on the hosts. */
    void cleanUp(CopyJob job);
}
