package understudy.rescue;

import understudy.finding.Finding;
import understudy.finding.Problem;

/** A binary log, or the file that it was to be kept in, could not be read or written: that is not the same as holding nothing. */
final class BinlogUnread extends Problem {

    private static final long serialVersionUID = 1L;

    BinlogUnread(String why) {
        super(finding(why));
    }

    BinlogUnread(String why, Throwable cause) {
        super(finding(why), cause);
    }

    private static Finding finding(String why) {
        return Finding.blocker("BinaryLogUnread", null, "The binary log wasn't read: " + why,
                "It stays on its host as it is. Look at it there before anything is deleted.");
    }
}
