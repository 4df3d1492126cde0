package understudy.replication;

import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;

/** What can be wrong with a candidate at the moment of a switchover. */
final class CandidateFindings {

    private CandidateFindings() {
    }

    static Finding notReplicating(String candidate, @Nullable ReplicaStatus channel) {
        if (channel == null) {
            return Finding.blocker("CandidateFollowsNobody", candidate, candidate + " follows no source.",
                    "Set it up as a replica again.");
        }
        ReplicaThread stopped = channel.applier().running() ? channel.receiver() : channel.applier();
        String thread = channel.applier().running() ? "receiver" : "applier";
        return Finding.blocker("CandidateNotReplicating", candidate,
                "The " + thread + " of " + candidate + " doesn't run"
                        + (stopped.errorNumber() == 0 ? "." : ": " + stopped.errorText()),
                "Mend the cause, start replication on " + candidate + ", and try again.").fixedBy("start-replication");
    }

    static Finding didNotCatchUp(String candidate, long lacking) {
        return Finding.blocker("CandidateDidNotCatchUp", candidate,
                candidate + " didn't catch up in time: it lacks " + lacking + " transactions.",
                "Look at its applier and its load, or allow more time with catchUpTimeoutMillis.");
    }

    static Finding splitBrain(String source, String candidate) {
        return Finding.blocker("SplitBrain", candidate, "Both " + source + " and " + candidate + " take writes.",
                "Close one of them now (SET GLOBAL super_read_only=ON), then compare what each has executed. "
                        + "The panel touches neither.");
    }
}
