package understudy.web.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.Health;
import understudy.monitor.Verdict;
import understudy.topology.Policy;
import understudy.web.When;

/**
 * What is the matter with the source, and what follows from it.
 *
 * @param tone bad or warn
 * @param then what the panel does now, or why it does nothing
 * @param evidence what was seen, a sentence for each vantage point
 * @param failover where a failover begins, when one is offered there; or null
 */
record DiagnosisView(String tone, String summary, String then, List<String> evidence, When since, @Nullable String failover) {

    /** Null when there is nothing to say. @param refusal why the panel doesn't fail over by itself, or null */
    static @Nullable DiagnosisView of(Diagnosis diagnosis, Policy policy, @Nullable String refusal, Instant now) {
        if (diagnosis.verdict() == Verdict.HEALTHY || diagnosis.verdict() == Verdict.UNKNOWN) {
            return null;
        }
        return new DiagnosisView(tone(diagnosis.verdict()), diagnosis.summary(), then(diagnosis, policy, refusal), diagnosis.evidence(),
                When.of(diagnosis.since(), now), null);
    }

    DiagnosisView withFailover(String href) {
        return new DiagnosisView(tone, summary, then, evidence, since, href);
    }

    /** Whether a failover is what helps: the source can't be seen, hangs, or lets no write end. */
    static boolean wantsFailover(ClusterState state) {
        Verdict verdict = state.diagnosis().verdict();
        return state.health() == Health.SOURCE_DOWN || verdict == Verdict.SERVER_HUNG || verdict.writesWait();
    }

    /** Whether the diagnosis itself leads to a failover; one that says why not to would contradict its button. */
    static boolean saysSo(Diagnosis diagnosis) {
        return diagnosis.whyNot() == null || diagnosis.verdict() == Verdict.SERVER_HUNG || diagnosis.verdict().writesWait();
    }

    private static String then(Diagnosis diagnosis, Policy policy, @Nullable String refusal) {
        String whyNot = diagnosis.whyNot();
        if (whyNot != null) {
            return (diagnosis.verdict().writesWait() ? "The panel doesn't fail over by itself for this. " : "No failover follows from this. ") + whyNot;
        }
        if (!policy.automaticFailover()) {
            return "This justifies a failover. Automatic failover is off for this cluster, so it waits for you.";
        }
        return refusal == null ? "This justifies a failover, and the panel makes it by itself unless it says here why not."
                : "This justifies a failover. The panel doesn't fail over by itself: " + refusal;
    }

    private static String tone(Verdict verdict) {
        return switch (verdict) {
            case SERVER_DEAD, HOST_DEAD, SERVER_HUNG, DISK_FULL, SOURCE_CLOSED, SPLIT_BRAIN -> "bad";
            case HEALTHY, UNKNOWN, SUSPECTED, SERVER_RESTARTING, NETWORK_TO_PANEL, SERVER_REFUSES, WRITES_STALLED, REPLICAS_BROKEN,
                PANEL_ISOLATED -> "warn";
        };
    }
}
