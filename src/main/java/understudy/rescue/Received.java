package understudy.rescue;

import java.util.Objects;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;

/**
 * What a replica holds of its source's transactions.
 *
 * @param executed everything that it has executed
 * @param received what its receiver has fetched, executed or not
 * @param ownUuid its own UUID: what carries it was written here and never came from a source
 */
record Received(GtidSet executed, GtidSet received, String ownUuid) {

    static Received of(Server server) {
        ReplicaStatus status = server.replicaStatus();
        GtidSet received = status == null ? GtidSet.empty() : status.received();
        return new Received(server.gtidExecuted(), received,
                Objects.requireNonNullElse(server.variables("server_uuid").get("server_uuid"), ""));
    }

    /** Fetched and not yet executed. */
    GtidSet waiting() {
        return received.minus(executed);
    }

    /** Everything that it can bring to another server; what was written on it alone is not among it. */
    GtidSet held() {
        return executed.union(received).withoutOrigin(ownUuid);
    }
}
