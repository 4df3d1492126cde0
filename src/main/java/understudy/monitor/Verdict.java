package understudy.monitor;

/** What is the matter with a cluster, in a word. What it rests on, and why nothing is done, is in the {@link Diagnosis}. */
public enum Verdict {

    /** The source takes writes and its replicas follow. */
    HEALTHY,

    /** The source gives no answer, but not enough agrees yet to say more. */
    SUSPECTED,

    /** The server's process is gone, proven by its host or by a refused connection. */
    SERVER_DEAD,

    /** The server is down, but something on its host is just bringing it back. */
    SERVER_RESTARTING,

    /** Nobody hears anything of the host: it is dead or cut off from everyone, which can't be told apart from outside. */
    HOST_DEAD,

    /** Only the panel lost the source; others still hear it. */
    NETWORK_TO_PANEL,

    /** The process is there and answers nothing: stopped, frozen, or waiting for its disk. */
    SERVER_HUNG,

    /** The server lives, but doesn't let the panel in: too many connections, or the login is refused. */
    SERVER_REFUSES,

    /** The server answers questions, but its writes wait, and its disk is full. */
    DISK_FULL,

    /** The server answers questions, but a write doesn't finish: a lock, a replica that doesn't acknowledge, a stalled disk. */
    WRITES_STALLED,

    /** The declared source answers and refuses writes, and nobody else takes them. */
    SOURCE_CLOSED,

    /** The source is well, but a replica doesn't follow it or can't be seen. */
    REPLICAS_BROKEN,

    /** The panel sees none of several members, so it may be the one that is cut off. */
    PANEL_ISOLATED,

    /** Two servers take writes. */
    SPLIT_BRAIN,

    /** Nobody has looked yet, or no source is declared. */
    UNKNOWN;

    /** Whether the server answers questions while no write ends. */
    public boolean writesWait() {
        return this == DISK_FULL || this == WRITES_STALLED;
    }
}
