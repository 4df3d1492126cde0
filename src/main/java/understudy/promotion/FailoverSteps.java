package understudy.promotion;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import understudy.monitor.HostState;
import understudy.operation.PlannedStep;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.replication.DeclareRoles;
import understudy.replication.EnableEvents;
import understudy.replication.ForgetSource;
import understudy.rescue.ApplyReceived;
import understudy.rescue.BringSurplus;
import understudy.fence.ConfirmDeath;
import understudy.fence.Fence;
import understudy.rescue.OpenCandidate;
import understudy.rescue.ProveTakeover;
import understudy.rescue.RepointReplicas;
import understudy.rescue.ReportLosses;
import understudy.rescue.Salvage;
import understudy.fence.ServerPlace;
import understudy.rescue.StopReceivers;
import understudy.topology.Member;
import understudy.topology.Policy;

/** The steps of a failover in their order: prove, save, fence, open; then everything for which nobody has to wait. Pure. */
final class FailoverSteps {

    private static final long STANDSTILL_MILLIS = 300_000;
    private static final long PROOF_MILLIS = 10_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private FailoverSteps() {
    }

    static List<PlannedStep> of(Situation now, String source, String candidate, FailoverOptions options) {
        String cluster = now.cluster().name();
        List<String> siblings = now.cluster().hosts(Member.Role.REPLICA).stream().filter(host -> !host.equals(candidate)).toList();
        List<String> seen = Switchover.siblings(now, candidate);
        List<PlannedStep> steps = new ArrayList<>(before(now, source, candidate, siblings, options));
        steps.add(new PlannedStep(OpenCandidate.NAME, candidate, opened(now, source, candidate, false), true));
        steps.add(new PlannedStep(DeclareRoles.NAME, null,
                new DeclareRoles.Parameters(cluster, candidate, source, Member.Role.DETACHED, "Take over")));
        steps.add(new PlannedStep(ForgetSource.NAME, candidate, new ForgetSource.Parameters(candidate)));
        if (!siblings.isEmpty()) {
            steps.add(new PlannedStep(RepointReplicas.NAME, null, new RepointReplicas.Parameters(cluster, candidate, siblings)));
        }
        // what follows writes on it
        steps.add(new PlannedStep(OpenCandidate.NAME, candidate, opened(now, source, candidate, true)));
        steps.add(new PlannedStep(EnableEvents.NAME, candidate, new EnableEvents.Parameters(candidate, seen)));
        if (now.cluster().policy().bootClosed() == Policy.BootClosed.REPLICAS) {
            steps.add(new PlannedStep(SetServerOptions.NAME, candidate,
                    new ServerOptions(candidate, Map.of("read_only", "OFF", "super_read_only", "OFF"))));
        }
        steps.add(new PlannedStep(ReportLosses.NAME, candidate, new ReportLosses.Parameters(cluster, source, candidate,
                Held.atSource(now).toString(), stamp(now))));
        steps.add(new PlannedStep(ProveTakeover.NAME, candidate, new ProveTakeover.Parameters(candidate, siblings, PROOF_MILLIS)));
        // last: it asks other members, and nothing of it has to be there before
        steps.addAll(SemiSyncSteps.settle(now.cluster(), candidate, seen));
        return steps;
    }

    private static OpenCandidate.Parameters opened(Situation now, String source, String candidate, boolean again) {
        return new OpenCandidate.Parameters(source, candidate, now.source().map(HostState::seenAt).orElse(null), again);
    }

    private static List<PlannedStep> before(Situation now, String source, String candidate, List<String> siblings,
            FailoverOptions options) {
        String cluster = now.cluster().name();
        List<String> witnesses = new ArrayList<>(List.of(candidate));
        witnesses.addAll(siblings);
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(new PlannedStep(ConfirmDeath.NAME, source,
                new ConfirmDeath.Parameters(source, place(now), witnesses, options.acceptUnfenced())));
        steps.add(new PlannedStep(StopReceivers.NAME, candidate, new StopReceivers.Parameters(candidate, siblings)));
        steps.add(new PlannedStep(ApplyReceived.NAME, candidate, new ApplyReceived.Parameters(candidate, STANDSTILL_MILLIS)));
        steps.add(new PlannedStep(Fence.NAME, source,
                new Fence.Parameters(cluster, source, place(now), witnesses, options.acceptUnfenced())));
        steps.add(new PlannedStep(Salvage.NAME, candidate, new Salvage.Parameters(cluster, source, place(now), candidate, stamp(now))));
        siblings.forEach(sibling -> steps.add(new PlannedStep(BringSurplus.NAME, candidate,
                new BringSurplus.Parameters(cluster, sibling, candidate, stamp(now)))));
        return steps;
    }

    private static ServerPlace place(Situation now) {
        return now.source().map(source -> new ServerPlace(Situation.setting(source, "datadir"), Situation.setting(source, "log_bin_basename")))
                .orElse(ServerPlace.UNKNOWN);
    }

    private static String stamp(Situation now) {
        return STAMP.format(now.now());
    }
}
