package understudy.promotion;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import understudy.accounts.ApplicationAccounts;
import understudy.accounts.CopyApplicationAccounts;
import understudy.accounts.CreateReplicationAccount;
import understudy.accounts.ReplicationAccount;
import understudy.comparison.CheckTables;
import understudy.copy.CopyData;
import understudy.copy.CopyWay;
import understudy.copy.EmptyReplica;
import understudy.copy.MarkUnusable;
import understudy.operation.PlannedStep;
import understudy.options.BootClosed;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.options.StartServer;
import understudy.replication.CloseServer;
import understudy.replication.DeclareRole;
import understudy.replication.EnableEvents;
import understudy.replication.EndWriters;
import understudy.replication.FollowSource;
import understudy.replication.ProveWrite;
import understudy.replication.StartReplication;
import understudy.replication.WaitUntilCaughtUp;
import understudy.rescue.AdoptHeartbeats;
import understudy.rescue.CompareHistory;
import understudy.rescue.KeepErrant;
import understudy.topology.Member.Role;

/**
 * The steps of a rejoin in reading order. The data are copied only where somebody agreed; the steps that would copy are there
 * then, and each finds itself done when it isn't needed.
 *
 * @param scene what is known
 * @param options what somebody agreed to
 * @param source whom to follow
 * @param host who comes back
 */
record RejoinSteps(RejoinScene scene, RejoinOptions options, String source, String host) {

    private static final String HEADING = "Close it";
    private static final long CATCH_UP_MILLIS = 3_600_000;
    private static final long PROOF_MILLIS = 30_000;

    List<PlannedStep> all() {
        // a server that was a source may wait for replicas with each transaction that it executes
        return Stream.of(close(), compare(), options.mayCopy() ? copy() : List.<PlannedStep>of(),
                SemiSyncSteps.stopWaiting(scene.cluster(), host), follow(), options.mayCopy() ? check() : List.<PlannedStep>of(),
                prove(), SemiSyncSteps.settle(scene.cluster(), source, replicas())).flatMap(List::stream).toList();
    }

    private List<String> replicas() {
        return Stream.concat(scene.cluster().hosts(Role.REPLICA).stream().filter(replica -> scene.seen(replica).isPresent()),
                Stream.of(host)).distinct().toList();
    }

    /** Closed at its next start before it is started: afterwards would be too late. */
    private List<PlannedStep> close() {
        return List.of(
                new PlannedStep(BootClosed.NAME, host, new BootClosed.Parameters(host, HEADING)),
                new PlannedStep(StartServer.NAME, host, new StartServer.Parameters(host, HEADING)),
                new PlannedStep(CloseServer.NAME, host, new CloseServer.Parameters(host, HEADING)),
                new PlannedStep(EndWriters.NAME, host, new EndWriters.Parameters(host)));
    }

    private List<PlannedStep> compare() {
        String cluster = scene.cluster().name();
        return List.of(
                new PlannedStep(KeepErrant.NAME, host, new KeepErrant.Parameters(cluster, source, host)),
                new PlannedStep(AdoptHeartbeats.NAME, source, new AdoptHeartbeats.Parameters(cluster, source, host)),
                new PlannedStep(CompareHistory.NAME, host,
                        new CompareHistory.Parameters(cluster, source, host, options.discardErrant(), options.recopy())));
    }

    private List<PlannedStep> copy() {
        String cluster = scene.cluster().name();
        List<String> confirmed = List.copyOf(scene.atStake(host, source).keySet());
        return List.of(
                new PlannedStep(MarkUnusable.NAME, null,
                        new MarkUnusable.Parameters(cluster, source, host, options.recopy(), confirmed)),
                new PlannedStep(EmptyReplica.NAME, host, new EmptyReplica.Parameters(source, host, options.recopy(), confirmed)),
                new PlannedStep(CopyData.NAME, host, new CopyData.Parameters(source, host, CopyWay.STREAM)),
                new PlannedStep(CopyApplicationAccounts.NAME, host,
                        new ApplicationAccounts(cluster, source, host, List.of(scene.address(source)))));
    }

    private List<PlannedStep> follow() {
        String cluster = scene.cluster().name();
        return List.of(account(source), account(host),
                new PlannedStep(FollowSource.NAME, host, new FollowSource.Parameters(cluster, source, host)),
                new PlannedStep(StartReplication.NAME, host, new StartReplication.Parameters(host)),
                new PlannedStep(WaitUntilCaughtUp.NAME, host, new WaitUntilCaughtUp.Parameters(source, host, CATCH_UP_MILLIS)),
                new PlannedStep(EnableEvents.NAME, source, new EnableEvents.Parameters(source, List.of(host))),
                new PlannedStep(SetServerOptions.NAME, host,
                        new ServerOptions(host, Map.of("read_only", "ON", "super_read_only", "ON"))));
    }

    /** Every member lets in every other, so that a promotion needs no new account. */
    private PlannedStep account(String server) {
        return new PlannedStep(CreateReplicationAccount.NAME, server,
                new ReplicationAccount(scene.cluster().name(), server, scene.clientsOf(server), true));
    }

    private List<PlannedStep> check() {
        return List.of(new PlannedStep(CheckTables.NAME, host,
                new CheckTables.Parameters(source, host, scene.cluster().databases())));
    }

    private List<PlannedStep> prove() {
        return List.of(
                new PlannedStep(DeclareRole.NAME, null, new DeclareRole.Parameters(scene.cluster().name(), host, Role.REPLICA, "Prove it")),
                new PlannedStep(ProveWrite.NAME, source, new ProveWrite.Parameters(source, List.of(host), PROOF_MILLIS)));
    }
}
