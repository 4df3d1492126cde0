package understudy.copy;

import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.CommandFailed;

/** What can go wrong with a copy, in words. */
final class CopyFindings {

    private static final String AGAIN = "Nothing was lost on the source. Start the copy again.";

    private CopyFindings() {
    }

    static Finding nothing(String source) {
        return Finding.blocker("NothingToCopy", source, source + " holds no database.",
                "Make the application's database on " + source + " first.");
    }

    static Problem cancelled(CopyJob job) {
        return new Problem(Finding.blocker("CopyCancelled", job.replica(),
                "The copy to " + job.replica() + " was cancelled; both ends were stopped.",
                job.replica() + " is half full and marked as not ready. Start the copy again, or roll back."));
    }

    static Problem stalled(CopyJob job) {
        return new Problem(Finding.blocker("CopyStalled", job.replica(),
                "Nothing moved between " + job.source() + " and " + job.replica() + " for a quarter of an hour.",
                "Look at the load, the disks and the network of both hosts, then start the copy again."));
    }

    static Problem incomplete(CopyJob job, long bytes) {
        return new Problem(Finding.blocker("DumpIncomplete", job.source(),
                "The dump of " + job.source() + " ended after " + Amount.of(bytes) + " without its end mark.", AGAIN));
    }

    static Problem withoutMoment(CopyJob job) {
        return new Problem(Finding.blocker("DumpWithoutGtids", job.source(),
                "The dump of " + job.source() + " doesn't say which transactions it holds.",
                "Make sure that GTIDs are on at the source, then start the copy again."));
    }

    /** The dump failed on the source. */
    static Problem dumpFailed(CopyJob job, Problem problem) {
        String said = said(problem);
        if (said.contains("Lock wait timeout exceeded")) {
            return new Problem(Finding.blocker("SourceBusy", job.source(),
                    "A long statement on " + job.source() + " kept the copy from getting a consistent moment within 3 seconds.",
                    "Try again; when it happens again, look for statements that run long on " + job.source() + "."), problem);
        }
        return failed("DumpFailed", job.source(), "The dump on " + job.source() + " failed", said, problem);
    }

    /** The load failed on the replica. */
    static Problem loadFailed(CopyJob job, Problem problem) {
        String said = said(problem);
        if (said.contains("is full") || said.contains("No space left")) {
            return new Problem(Finding.blocker("DiskFull", job.replica(), "The disk of " + job.replica() + " is full.",
                    "Make room there, then start the copy again."), problem);
        }
        return failed("LoadFailed", job.replica(), "Loading the data on " + job.replica() + " failed", said, problem);
    }

    private static Problem failed(String code, String host, String what, String said, Problem problem) {
        return new Problem(Finding.blocker(code, host, what + ": " + said, AGAIN), problem);
    }

    private static String said(Problem problem) {
        return problem instanceof CommandFailed failed && !failed.stderr().isBlank() ? failed.stderr().strip()
                : problem.getMessage() == null ? "for an unknown reason" : problem.getMessage();
    }
}
