package understudy.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the source's host said by SSH when its server had given no answer. */
sealed interface HostAnswer {

    /** When it was asked. */
    Instant at();

    /** The server's process as its host sees it. */
    enum Process {
        GONE,
        RUNNING,
        /** Stopped by a signal: it will do nothing until somebody lets it go on. */
        STOPPED,
        /** Waits for a disk. */
        IN_DISK_WAIT
    }

    /**
     * The host answered.
     *
     * @param listening whether anything listens on the server's port
     * @param revival what is about to start the server again, in a few words; null when nothing is seen to
     * @param freeBytes the least free space of the file systems that hold data and binary log, or null when unknown
     */
    record Told(Instant at, Process process, boolean listening, @Nullable String revival, @Nullable Long freeBytes)
            implements HostAnswer {
    }

    /** It gave no answer in time, or there is no session. */
    record Silent(Instant at, String why) implements HostAnswer {
    }
}
