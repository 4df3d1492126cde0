package understudy.replication;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;
import understudy.mysql.SourceLink;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** Points a replica at a source by GTID, over TLS where the source offers it. Doesn't start it: see {@link StartReplication}. */
@Component
public final class FollowSource implements Step<FollowSource.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("follow-source");

    /** The replica may have been given another password than the account has now. */
    private static final int ACCESS_DENIED = 1045;

    private final Reach reach;
    private final Hosts hosts;
    private final SourceLogin login;

    FollowSource(Reach reach, Hosts hosts, SourceLogin login) {
        this.reach = reach;
        this.hosts = hosts;
        this.login = login;
    }

    /**
     * @param cluster whose account is used
     * @param source whom to follow
     * @param replica who follows
     */
    public record Parameters(String cluster, String source, String replica) {
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters p) {
        return new StepText("Start replication", "Follow " + p.source(),
                p.replica() + " is told where its source is and with which account to log in. By the transactions' own numbers it "
                        + "knows where to go on, so no position has to be written down.",
                "Nothing is fetched yet; the old direction is shown and can be restored.", "Point it at " + p.source());
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaStatus status = reach.server(p.replica()).replicaStatus();
        if (status != null && follows(status, link(p))) {
            return new Inspection.AlreadyDone(p.replica() + " follows " + p.source() + " at " + address(status));
        }
        return history(p).or(() -> login.refusal(p.cluster(), p.source(), p.replica()))
                .<Inspection>map(Inspection.Blocked::new).orElseGet(() -> new Inspection.Possible(
                        status == null ? p.replica() + " follows nobody" : p.replica() + " follows " + address(status)));
    }

    /** A refused login stays in the status until the receiver is started, so it says nothing of the password that was just given. */
    @Override
    public Inspection verify(Parameters p) {
        ReplicaStatus status = reach.server(p.replica()).replicaStatus();
        return status != null && pointsAt(status, link(p))
                ? new Inspection.AlreadyDone(p.replica() + " follows " + p.source() + " at " + address(status)) : inspect(p);
    }

    private static boolean follows(ReplicaStatus status, SourceLink link) {
        return pointsAt(status, link) && status.receiver().errorNumber() != ACCESS_DENIED;
    }

    private static boolean pointsAt(ReplicaStatus status, SourceLink link) {
        return status.sourceHost().equals(link.address()) && status.sourcePort() == link.port() && status.autoPosition()
                && link.user().equals(raw(status, "Source_User"))
                && (link.tls() ? "Yes" : "No").equals(raw(status, "Source_SSL_Allowed"));
    }

    private static @Nullable String raw(ReplicaStatus status, String column) {
        return status.raw().entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue).findFirst().orElse(null);
    }

    private static String address(@Nullable ReplicaStatus status) {
        return status == null ? "nobody" : status.sourceHost() + ":" + status.sourcePort();
    }

    /** Whether the replica's transactions let it follow at all. */
    private Optional<Finding> history(Parameters p) {
        GtidSet executed = reach.server(p.replica()).gtidExecuted();
        Server source = reach.server(p.source());
        GtidSet atSource = source.gtidExecuted();
        GtidSet purged = GtidSet.of(Objects.requireNonNullElse(source.variables("gtid_purged").get("gtid_purged"), ""));
        GtidSet unexecuted = received(p).minus(executed).minus(atSource);
        if (!unexecuted.isEmpty()) {
            return Optional.of(Finding.blocker("ReceivedOnlyHere", p.replica(),
                    p.replica() + " has received transactions that it hasn't executed and that " + p.source() + " doesn't have: "
                            + unexecuted + ". Pointed elsewhere, it would throw them away.",
                    "Let it execute them (START REPLICA SQL_THREAD) or save its relay logs; then try again.")
                    .with(Map.of("received", unexecuted.toString())));
        }
        return switch (DataRelation.of(executed, atSource, purged)) {
            case IDENTICAL, RECOVERABLE -> Optional.empty();
            case NEW -> Optional.of(Finding.blocker("ReplicaHasNoData", p.replica(),
                    p.replica() + " has no transaction of " + p.source() + ".", "Copy the data first."));
            case IRRECOVERABLE -> Optional.of(Finding.blocker("SourceLogPurged", p.replica(),
                    p.source() + " no longer has transactions in its log that " + p.replica() + " lacks: "
                            + purged.minus(executed) + ".",
                    "Copy the data again.").with(Map.of("missing", purged.minus(executed).toString())));
            case DIVERGED -> Optional.of(Finding.blocker("ErrantTransactions", p.replica(),
                    p.replica() + " executed transactions that " + p.source() + " never had: " + executed.minus(atSource) + ".",
                    "Find out what wrote there; then copy the data again.")
                    .with(Map.of("errant", executed.minus(atSource).toString())));
        };
    }

    private GtidSet received(Parameters p) {
        ReplicaStatus status = reach.server(p.replica()).replicaStatus();
        String retrieved = status == null ? null : raw(status, "Retrieved_Gtid_Set");
        return retrieved == null ? GtidSet.empty() : GtidSet.of(retrieved);
    }

    private SourceLink link(Parameters p) {
        Host source = hosts.get(p.source());
        return SourceLink.usual(source.replicationAddress(), source.mysqlPort(), login.user(p.cluster()),
                TlsOffer.of(reach.server(p.source())));
    }

    @Override
    public Plan plan(Parameters p) {
        Server replica = reach.server(p.replica());
        return Plan.ofSql(replica.dialect().stopReplica(), replica.dialect().followSource(link(p)).shown())
                .withChanges(List.of(new Plan.Change("source", address(replica.replicaStatus()),
                        link(p).address() + ":" + link(p).port())));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        Server replica = reach.server(p.replica());
        if (replica.replicaStatus() != null) {
            replica.execute(replica.dialect().stopReplica());
        }
        String password = Objects.requireNonNull(login.password(p.cluster()), "the inspection needs the account");
        replica.execute(replica.dialect().followSource(link(p)).sql(), password);
        return new Outcome.Applied(p.replica() + " is pointed at " + p.source());
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        Server replica = reach.server(p.replica());
        if (replica.replicaStatus() == null) {
            return new Undo.NothingToUndo();
        }
        if (!plan.before("source").orElse("nobody").equals("nobody")) {
            return new Undo.Impossible(p.replica() + " followed " + plan.before("source").orElseThrow()
                    + " with a password that the panel doesn't know; it is left pointed at " + p.source() + ".");
        }
        replica.execute(replica.dialect().stopReplica());
        replica.execute(replica.dialect().forgetSource());
        return new Undo.Undone(p.replica() + " follows nobody");
    }
}
