package understudy.rescue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.fence.ServerPlace;
import understudy.finding.Problem;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
import understudy.mysql.Server;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Journal;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.replication.ClosedServer;
import understudy.replication.RootClient;
import understudy.topology.Hosts;

/**
 * Brings transactions out of one server's binary log to another server, past the first one's server. What is fetched is kept as a
 * file before anything is applied, and what can't be applied is kept row by row.
 */
@Component
class Rescue {

    private final Reach reach;
    private final Hosts hosts;
    private final KeptFiles kept;
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    Rescue(Reach reach, Hosts hosts, KeptFiles kept) {
        this.reach = reach;
        this.hosts = hosts;
        this.kept = kept;
    }

    /**
     * What came of it.
     *
     * @param brought how many were applied
     * @param refused how many couldn't be
     * @param damage a sentence for each file that couldn't be read to its end
     */
    record Brought(int brought, List<Application.Refused> refused, List<String> damage) {

        static final Brought NOTHING = new Brought(0, List.of(), List.of());

        static Brought unread(String why) {
            return new Brought(0, List.of(), List.of(why));
        }

        Brought and(Brought other) {
            return new Brought(brought + other.brought(), Stream.concat(refused.stream(), other.refused().stream()).toList(),
                    Stream.concat(damage.stream(), other.damage().stream()).toList());
        }
    }

    /** @param name of the kept file */
    private record Fetched(HostConnection source, List<BinlogFile> files, String name, List<String> damage) {
    }

    /**
     * @param place where the first one was last seen to keep its files
     * @param which of the first one's transactions, as an option of {@code mysqlbinlog}
     * @param older everything before them
     * @throws BinlogUnread when they can't be fetched; nothing was changed then
     */
    Brought bring(String from, ServerPlace place, String to, String which, GtidSet older, RescueNames names, Journal journal) {
        Fetched fetched = fetched(from, place, which, older, names, journal);
        String name = fetched.name();
        SavedTransactions saved = SavedTransactions.read(kept.find(names.cluster(), name).orElseThrow());
        int whole = (int) saved.transactions().stream().filter(SavedTransactions.Transaction::whole).count();
        if (whole == 0) {
            kept.drop(names.cluster(), name);
            return new Brought(0, List.of(), fetched.damage());
        }
        journal.say(whole + " transactions of " + from + " are kept in " + name + ".");
        List<Application.Refused> refused = apply(to, saved, journal);
        if (refused.isEmpty()) {
            String record = names.next(kept, (fetched.damage().isEmpty() ? "" : RescueNames.DAMAGED) + RescueNames.APPLIED);
            kept.rename(names.cluster(), name, record);
            journal.say("All of them are applied; the file stays for the record, as " + record + ".");
        } else {
            keepRows(fetched, refused, names, journal);
        }
        return new Brought(whole - refused.size(), refused, fetched.damage());
    }

    private Fetched fetched(String from, ServerPlace place, String which, GtidSet older, RescueNames names, Journal journal) {
        try {
            HostConnection source = reach.host(from);
            List<BinlogFile> files = BinlogFile.after(source, BinlogIndex.of(source, hosts.get(from), place), older);
            String name = names.next(kept, "");
            List<String> damage = new ArrayList<>();
            kept.keep(names.cluster(), name, file -> damage.addAll(new BinlogTail(source, kept.free(), journal).fetch(files, which, file)));
            if (damage.isEmpty()) {
                read.add(names.cluster() + " " + names.stem());
                return new Fetched(source, files, name, damage);
            }
            String damaged = names.next(kept, RescueNames.DAMAGED);
            kept.rename(names.cluster(), name, damaged);
            return new Fetched(source, files, damaged, damage);
        } catch (BinlogUnread unread) {
            throw unread;
        } catch (Problem failed) {
            throw new BinlogUnread(failed.finding().message(), failed);
        } catch (UncheckedIOException failed) {
            throw new BinlogUnread("the panel couldn't keep what it fetched (" + failed.getMessage() + ").", failed);
        }
    }

    /** Whether this server's binary log was really read in this failover: what wasn't looked at isn't known to hold nothing. */
    boolean hasRead(RescueNames names) {
        return read.contains(names.cluster() + " " + names.stem())
                || kept.find(names.cluster(), names.stem() + ".sql").isPresent()
                || kept.find(names.cluster(), names.stem() + RescueNames.APPLIED + ".sql").isPresent();
    }

    /**
     * Undoes what it takes to apply: the candidate is closed again and its applier, which stood still meanwhile, runs again. One that
     * is dead holds nobody up: another one is to take over, and applications were never let in.
     */
    Undo leave(String candidate) {
        try {
            return closeAgain(candidate);
        } catch (ServerUnreachable | HostUnreachable gone) {
            return new Undo.Impossible(candidate + " can't be reached. When it is back, its applier may stand still and administrators may write "
                    + "on it: start replication there again. " + gone.finding().message());
        }
    }

    private Undo closeAgain(String candidate) {
        Server server = reach.server(candidate);
        ReplicaStatus status = server.replicaStatus();
        boolean halfOpen = ClosedServer.halfOpen(server);
        boolean stopped = status != null && status.applier().state() == ReplicaThread.State.STOPPED;
        if (halfOpen) {
            server.execute(server.dialect().closeForWrites());
        }
        if (stopped) {
            server.execute(server.dialect().startApplier());
        }
        return halfOpen || stopped ? new Undo.Undone(candidate + " is closed for everybody, and executes what it received")
                : new Undo.NothingToUndo();
    }

    private List<Application.Refused> apply(String to, SavedTransactions saved, Journal journal) {
        Server server = reach.server(to);
        if (server.replicaStatus() != null) {
            // a transaction that arrived in part holds its GTID as long as the applier waits for the rest
            server.execute(server.dialect().stopReplica());
        }
        Application application = new Application(reach.host(to), server, RootClient.of(hosts.get(to)).socket(), journal);
        Applied applied = new Applied();
        ClosedServer.change(server, journal, () -> applied.refused = application.apply(saved));
        return applied.refused;
    }

    private static final class Applied {

        private List<Application.Refused> refused = List.of();
    }

    private void keepRows(Fetched fetched, List<Application.Refused> refused, RescueNames names, Journal journal) {
        String gtids = refused.stream().map(Application.Refused::gtid).collect(Collectors.joining(","));
        String why = refused.stream().map(one -> "-- " + one.gtid() + ": " + one.why() + "\n").collect(Collectors.joining());
        String rows = fetched.source().run(BinlogTail.rows(fetched.files(), gtids));
        String name = names.next(kept, RescueNames.ROWS);
        kept.keep(names.cluster(), name, file -> {
            file.write((why + "\n" + rows).getBytes(StandardCharsets.UTF_8));
            TransactionDigest digest = new TransactionDigest();
            rows.lines().forEach(digest::line);
            file.write(KeptSummary.written(digest.digest()));
        });
        journal.say(refused.size() + " transactions couldn't be applied; their rows are kept in " + name + ".");
    }
}
