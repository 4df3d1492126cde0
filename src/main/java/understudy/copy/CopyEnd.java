package understudy.copy;

import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.Server;
import understudy.operation.Journal;
import understudy.operation.Plan;
import understudy.reach.Reach;
import understudy.replication.RootClient;

/** The end of a copy: when everything is there, its GTIDs are declared, the mark goes and the replica is closed. */
record CopyEnd(Reach reach, CopyJob job) {

    /** In a plan's changes, before a database's name. */
    static final String DATABASE = "database ";
    /** In a plan's changes, the estimated size. */
    static final String BYTES = "bytes to copy";

    static List<String> databases(Plan plan) {
        return plan.changes().stream().map(Plan.Change::name).filter(name -> name.startsWith(DATABASE))
                .map(name -> name.substring(DATABASE.length())).toList();
    }

    static long estimate(Plan plan) {
        return plan.changes().stream().filter(change -> change.name().equals(BYTES))
                .mapToLong(change -> Long.parseLong(change.then())).findFirst().orElse(0);
    }

    static List<String> shown(Dialect dialect) {
        return List.of(dialect.resetBinaryLogsAndGtids(),
                dialect.setGtidPurged().replace("?", "'<the transactions in the copy>'"),
                UserDatabases.drop(UserDatabases.UNFINISHED_COPY), dialect.closeForWrites());
    }

    void declare(DumpWatch copied, Journal journal) {
        GtidSet moment = copied.moment();
        if (moment == null || moment.isEmpty()) {
            throw CopyFindings.withoutMoment(job);
        }
        requireSameDatabases();
        Server replica = reach.server(job.replica());
        replica.execute(replica.dialect().resetBinaryLogsAndGtids());
        replica.execute(replica.dialect().setGtidPurged(), moment.toString());
        // in this order: a panel killed before the mark is gone copies again, one killed after it only has to close
        job.loader().tell(job.to(), List.of(UserDatabases.drop(UserDatabases.UNFINISHED_COPY)));
        replica.execute(replica.dialect().closeForWrites());
        journal.say("the copy holds the transactions " + moment);
    }

    /** A database made between the list and the dump's moment would be missing for ever. */
    private void requireSameDatabases() {
        List<String> missing = UserDatabases.of(reach.server(job.source())).names().stream()
                .filter(name -> !job.databases().contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new Problem(Finding.blocker("DatabasesChanged", job.source(),
                    "A database appeared on " + job.source() + " during the copy: " + String.join(", ", missing) + ".",
                    "Start the copy again, so that it comes along."));
        }
    }
}
