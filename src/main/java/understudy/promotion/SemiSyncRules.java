package understudy.promotion;

import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Policy;

/** Whether commits wait for replicas as the policy wants: what was acknowledged then survives the source. */
final class SemiSyncRules {

    private SemiSyncRules() {
    }

    static List<Rule> all() {
        return List.of(SemiSyncRules::notOn, SemiSyncRules::notWaiting, SemiSyncRules::unwanted);
    }

    static Optional<Finding> notOn(Situation now) {
        return known(now).filter(source -> wanted(now) && !on(source)).map(source -> Finding.warning("SemiSyncOff", source.name(),
                "Commits on " + source.name() + " don't wait for a replica, although the policy wants it.",
                "Apply the policy: it loads what is needed and switches it on.").fixedBy("apply-policy"));
    }

    static Optional<Finding> notWaiting(Situation now) {
        int replicas = now.cluster().policy().semiSync().replicas();
        return known(now).filter(source -> wanted(now) && on(source) && !waits(source, replicas))
                .map(source -> Finding.warning("SemiSyncNotWaiting", source.name(),
                        "Commits on " + source.name() + " are to wait for " + replicas + " replica(s), but "
                                + Situation.setting(source, "rpl_semi_sync_source_clients")
                                + " acknowledge: a commit may be on " + source.name() + " alone.",
                        "Bring the replicas back. When they acknowledge again, commits wait again by themselves.")
                        .fixedBy("apply-policy"));
    }

    static Optional<Finding> unwanted(Situation now) {
        return known(now).filter(source -> !wanted(now) && on(source)).map(source -> Finding.info("SemiSyncOn", source.name(),
                "Commits on " + source.name() + " wait for a replica, although the policy doesn't ask for it. Apply the policy to "
                        + "switch it off, or change the policy.").fixedBy("apply-policy"));
    }

    private static Optional<HostState> known(Situation now) {
        return now.seenSource().filter(source -> source.settings().containsKey("log_bin"));
    }

    private static boolean wanted(Situation now) {
        return now.cluster().policy().durability() == Policy.Durability.SEMI_SYNC;
    }

    private static boolean on(HostState source) {
        return "ON".equals(Situation.setting(source, SemiSyncSteps.SOURCE_WAITS));
    }

    private static boolean waits(HostState source, int replicas) {
        String clients = Situation.setting(source, "rpl_semi_sync_source_clients");
        return "ON".equals(Situation.setting(source, "rpl_semi_sync_source_status"))
                && clients.matches("\\d{1,9}") && Integer.parseInt(clients) >= replicas;
    }
}
