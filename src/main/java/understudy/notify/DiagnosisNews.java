package understudy.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.finding.Severity;
import understudy.monitor.Diagnosis;
import understudy.monitor.Verdict;

/** What is told of a diagnosis, and how long it must hold before. Pure. */
final class DiagnosisNews {

    /** So long a trouble must last that may pass by itself, or that a running operation may have made on purpose. */
    private static final Duration HOLD = Duration.ofSeconds(30);

    private DiagnosisNews() {
    }

    /**
     * How long this diagnosis must stand before it is told; empty when it is never told.
     *
     * @param operationRuns whether an operation of the cluster runs, which may stop or close a server on purpose
     */
    static Optional<Duration> patience(Diagnosis diagnosis, boolean operationRuns) {
        return switch (diagnosis.verdict()) {
            case UNKNOWN, SUSPECTED -> Optional.empty();
            case SPLIT_BRAIN, DISK_FULL -> Optional.of(Duration.ZERO);
            case SERVER_DEAD, HOST_DEAD, SERVER_HUNG -> Optional.of(operationRuns ? HOLD : Duration.ZERO);
            case HEALTHY, SERVER_RESTARTING, NETWORK_TO_PANEL, SERVER_REFUSES, WRITES_STALLED, SOURCE_CLOSED, REPLICAS_BROKEN,
                    PANEL_ISOLATED -> Optional.of(HOLD);
        };
    }

    static Message of(Diagnosis diagnosis) {
        boolean well = diagnosis.verdict() == Verdict.HEALTHY;
        String id = "diagnosis-" + diagnosis.cluster() + "-" + diagnosis.verdict() + "-" + diagnosis.since()
                + (diagnosis.leadsToFailover() ? "-failover" : "");
        return new Message(id, Topic.DIAGNOSIS, severity(diagnosis), diagnosis.cluster(), diagnosis.source(), null,
                well ? diagnosis.cluster() + " is well again" : diagnosis.cluster() + ": " + diagnosis.summary().replaceAll("\\.$", ""),
                text(diagnosis), details(diagnosis), diagnosis.since());
    }

    private static Severity severity(Diagnosis diagnosis) {
        return switch (diagnosis.verdict()) {
            case HEALTHY -> Severity.INFO;
            case SERVER_DEAD, HOST_DEAD, SERVER_HUNG, DISK_FULL, WRITES_STALLED, SOURCE_CLOSED, SPLIT_BRAIN -> Severity.BLOCKER;
            default -> Severity.WARNING;
        };
    }

    private static String text(Diagnosis diagnosis) {
        List<String> sentences = new ArrayList<>(List.of(diagnosis.summary()));
        sentences.addAll(diagnosis.evidence());
        if (diagnosis.leadsToFailover()) {
            sentences.add("This justifies a failover; the cluster's page shows whether one runs, and has the button.");
        } else if (diagnosis.whyNot() != null) {
            sentences.add("No failover follows by itself: " + diagnosis.whyNot());
        }
        return String.join(" ", sentences);
    }

    private static Map<String, Object> details(Diagnosis diagnosis) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("verdict", diagnosis.verdict().name());
        details.put("leadsToFailover", diagnosis.leadsToFailover());
        details.put("hostReachable", diagnosis.hostReachable());
        details.put("since", diagnosis.since().toString());
        return details;
    }
}
