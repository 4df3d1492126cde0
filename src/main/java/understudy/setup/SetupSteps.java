package understudy.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import understudy.operation.PlannedStep;
import understudy.accounts.ApplicationAccounts;
import understudy.comparison.CheckTables;
import understudy.accounts.CopyApplicationAccounts;
import understudy.copy.CopyData;
import understudy.copy.CopyWay;
import understudy.accounts.CreateReplicationAccount;
import understudy.replication.DeclareRole;
import understudy.copy.EmptyReplica;
import understudy.replication.EnableEvents;
import understudy.replication.FollowSource;
import understudy.options.BootClosed;
import understudy.options.GiveOwnServerUuid;
import understudy.copy.MarkUnusable;
import understudy.options.OwnIdentity;
import understudy.replication.ReachSource;
import understudy.accounts.ReplicationAccount;
import understudy.options.RestartServer;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.replication.StartReplication;
import understudy.replication.WaitUntilCaughtUp;
import understudy.topology.Host;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/**
 * The steps of making a replica, in the documents' order; one method a heading of the page.
 *
 * @param pair source and replica
 * @param way how the data are copied
 * @param recopy whether they are copied although they could be kept
 * @param confirmed the replica's databases that somebody agreed to lose
 */
record SetupSteps(Pair pair, CopyWay way, boolean recopy, List<String> confirmed) {

    private static final long CATCH_UP_MILLIS = 3_600_000;

    List<PlannedStep> all() {
        return Stream.of(configureSource(), configureReplica(), letIn(), copy(), start(), prove()).flatMap(List::stream).toList();
    }

    private String source() {
        return pair.source().name();
    }

    private String replica() {
        return pair.replica().name();
    }

    private String cluster() {
        return pair.cluster().name();
    }

    private List<PlannedStep> configureSource() {
        ServerOptions options = new ServerOptions(source(), WantedOptions.source(pair));
        List<PlannedStep> steps = new ArrayList<>(List.of(
                new PlannedStep(SetServerOptions.NAME, source(), options),
                new PlannedStep(RestartServer.NAME, source(), options)));
        if (pair.cluster().policy().bootClosed() == Policy.BootClosed.ALL) {
            // after the restart, so that the source doesn't come up closed from it
            steps.add(new PlannedStep(BootClosed.NAME, source(), new BootClosed.Parameters(source(), "Configure the source")));
        }
        steps.add(account(pair.source()));
        return steps;
    }

    /** Every member lets in every other, so that a promotion needs no new account. */
    private PlannedStep account(Host host) {
        List<String> clients = pair.membersBut(host).stream().map(Host::replicationAddress).distinct().toList();
        return new PlannedStep(CreateReplicationAccount.NAME, host.name(),
                new ReplicationAccount(cluster(), host.name(), clients, true));
    }

    private List<PlannedStep> configureReplica() {
        ServerOptions options = new ServerOptions(replica(), WantedOptions.replica(pair));
        List<String> others = pair.seenBut(pair.replica()).stream().map(Host::name).toList();
        return List.of(
                new PlannedStep(ReachSource.NAME, replica(), new ReachSource.Parameters(cluster(), source(), replica())),
                new PlannedStep(GiveOwnServerUuid.NAME, replica(), new OwnIdentity(replica(), others)),
                new PlannedStep(SetServerOptions.NAME, replica(), options),
                new PlannedStep(RestartServer.NAME, replica(), options),
                account(pair.replica()));
    }

    /**
     * The replicas that are there already let the new one in too: one of them may be its source one day. One that can't be seen
     * must not keep the new one waiting; it lets everybody in when it rejoins.
     */
    private List<PlannedStep> letIn() {
        return pair.others().stream().filter(other -> !pair.silent().contains(other.name())).filter(other -> pair.cluster().hosts(Role.REPLICA).contains(other.name()))
                .map(this::account).toList();
    }

    private List<PlannedStep> copy() {
        return List.of(
                new PlannedStep(MarkUnusable.NAME, null,
                        new MarkUnusable.Parameters(cluster(), source(), replica(), recopy, confirmed)),
                new PlannedStep(EmptyReplica.NAME, replica(), new EmptyReplica.Parameters(source(), replica(), recopy, confirmed)),
                new PlannedStep(CopyData.NAME, replica(), new CopyData.Parameters(source(), replica(), way)),
                new PlannedStep(CopyApplicationAccounts.NAME, replica(), new ApplicationAccounts(cluster(), source(), replica(),
                        List.of(pair.source().replicationAddress()))));
    }

    private List<PlannedStep> start() {
        return List.of(
                new PlannedStep(FollowSource.NAME, replica(), new FollowSource.Parameters(cluster(), source(), replica())),
                new PlannedStep(StartReplication.NAME, replica(), new StartReplication.Parameters(replica())),
                new PlannedStep(WaitUntilCaughtUp.NAME, replica(),
                        new WaitUntilCaughtUp.Parameters(source(), replica(), CATCH_UP_MILLIS)),
                new PlannedStep(EnableEvents.NAME, source(), new EnableEvents.Parameters(source(), List.of(replica()))));
    }

    private List<PlannedStep> prove() {
        return List.of(
                new PlannedStep(CheckTables.NAME, replica(),
                        new CheckTables.Parameters(source(), replica(), pair.cluster().databases())),
                new PlannedStep(DeclareRole.NAME, null, new DeclareRole.Parameters(cluster(), replica(), Role.REPLICA, "Proof")));
    }
}
