package understudy.promotion;

import java.util.Map;
import java.util.Optional;
import understudy.monitor.HostState;
import understudy.mysql.GtidSet;

/** Which transactions members were seen to hold. Pure. */
final class Held {

    private Held() {
    }

    /** Everything that the source was last seen to have executed; empty when it never was. */
    static GtidSet atSource(Situation now) {
        return now.source().map(HostState::gtidExecuted).map(GtidSet::of).orElse(GtidSet.empty());
    }

    /** What a replica has received from its source, executed or not. */
    static GtidSet received(HostState replica) {
        GtidSet executed = Optional.ofNullable(replica.gtidExecuted()).map(GtidSet::of).orElse(GtidSet.empty());
        HostState.Replication channel = replica.replication();
        return channel == null ? executed : executed.union(GtidSet.of(column(channel, "Retrieved_Gtid_Set")));
    }

    /** Whether its applier stands at an error; one that was only stopped goes on as soon as it is started. */
    static boolean stuck(HostState.Replication channel) {
        return !channel.sqlRunning() && column(channel, "Last_SQL_Errno").matches("0*[1-9][0-9]*");
    }

    private static String column(HostState.Replication channel, String name) {
        return channel.raw().entrySet().stream().filter(column -> column.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                .findFirst().orElse("");
    }

    /** What the source is known to have had and this replica hasn't received. */
    static GtidSet missing(Situation now, HostState replica) {
        return atSource(now).minus(received(replica));
    }
}
