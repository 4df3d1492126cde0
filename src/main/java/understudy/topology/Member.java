package understudy.topology;

/**
 * A host's declared part in a cluster.
 *
 * @param host the host's name
 * @param role what it is meant to be
 */
public record Member(String host, Role role) {

    /** The declared parts; what a server really does is the monitor's. */
    public enum Role {

        /** Takes the writes. */
        SOURCE,

        /** Follows the source. */
        REPLICA,

        /** Was taken out of replication on purpose; stays closed. */
        DETACHED,

        /** Its data is half copied or otherwise not to be used before it is copied again. */
        UNUSABLE,

        /** Meant to be a replica, not set up yet. */
        UNCONFIGURED
    }
}
