package understudy.monitor;

import java.time.Instant;

/** What came of knocking at the source's port from a replica's host. @param at when it ended */
record Knock(Instant at, Answer answer) {

    /** How the port answered. */
    enum Answer {
        /** The server greeted: it lives. */
        GREETED,
        /** The host refused the connection: it lives, and nothing listens there. */
        REFUSED,
        /** The connection was taken and nothing came. */
        SILENT,
        /** No way led there in time. */
        UNREACHED,
        /** The replica's host couldn't be used for it. */
        UNTRIED
    }
}
