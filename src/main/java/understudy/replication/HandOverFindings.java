package understudy.replication;

import java.util.Map;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;

/** How a hand-over can end that isn't the wished one. */
final class HandOverFindings {

    private HandOverFindings() {
    }

    static Finding takenBack(Finding cause, String source, long closedMillis) {
        return new Finding(cause.code(), cause.severity(), cause.host(),
                cause.message() + " " + source + " was reopened after " + closedMillis + " ms and takes writes.",
                cause.hint(), cause.fix(), cause.evidence());
    }

    static Finding leftClosed(String source, String failure) {
        return Finding.blocker("SourceLeftClosed", source,
                source + " refuses writes and could not be reopened: " + failure,
                "Roll back again as soon as it can be reached, or run sudo mysql -e \"SET GLOBAL read_only=OFF\" on " + source
                        + " yourself, after making sure that the candidate is closed.");
    }

    static Finding notProvenClosed(String source) {
        return Finding.blocker("NotProvenClosed", source,
                source + " was closed, but a test write was not refused, or it executed transactions after it was closed.",
                "Look for an account or a plug-in that writes on a closed server before trying again.");
    }

    static Finding behind(HandOver.Parameters wish) {
        return Finding.blocker("CandidateDidNotCatchUp", wish.candidate(),
                wish.candidate() + " didn't execute the last transactions of " + wish.source() + " within "
                        + wish.windowMillis() + " ms.",
                "Look at its applier and its load, then try again.");
    }

    static Finding stillOpen(String source) {
        return Finding.blocker("SourceDidNotClose", source,
                source + " could not be closed: a statement or a table lock held it up.",
                "Look for long statements and LOCK TABLES in its process list, end them, and try again.");
    }

    static Finding errant(HandOver.Parameters wish, GtidSet errant) {
        return Finding.blocker("ErrantTransactions", wish.candidate(),
                wish.candidate() + " has transactions that " + wish.source() + " never had: " + errant + ".",
                "Look at them in its binary log and decide what they are worth, then copy the replica again.");
    }

    static Finding openedTooEarly(HandOver.Parameters wish, GtidSet lacking) {
        return Finding.blocker("SourceHasMore", wish.candidate(),
                wish.candidate() + " takes writes, but lacks " + lacking.count() + " transactions of " + wish.source() + ".",
                "Not the panel's doing: find out who opened " + wish.candidate() + ". Both keep what they have.")
                .with(Map.of("gtidSet", lacking.toString()));
    }

    static Finding interrupted() {
        return Finding.blocker("Interrupted", null, "The panel was told to stop in the middle of the hand-over.", "Try again.");
    }

    static Finding bug(RuntimeException bug) {
        return Finding.blocker("HandOverFailed", null, "The hand-over failed in an unexpected way: " + bug + ".",
                "See the panel's log; this is a fault of the panel.");
    }

    static String undecided(HandOver.Parameters wish) {
        return wish.candidate() + " was told to open and gave no answer, so it isn't known whether it did; "
                + wish.source() + " stays closed until it can be seen";
    }
}
