package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.Diagnosis;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.topology.Policy;

/**
 * Whether the panel fails over by itself, given a diagnosis that justifies it. Pure. Each no is said, with what helps; a diagnosis
 * that doesn't justify one says why not by itself.
 */
final class AutomaticRules {

    /** After a try that failed, so that a lasting cause isn't tried again and again; not where another candidate is to be tried. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(60);
    private static final int MOST_TRIES = 3;
    private static final Duration TRIES_COUNT = Duration.ofMinutes(30);

    private AutomaticRules() {
    }

    /** What is done. */
    sealed interface Answer {

        /** Nobody has to know: nothing is the matter, or a failover is under way. */
        record Nothing() implements Answer {
        }

        /** Fail over now. */
        record Go() implements Answer {
        }

        /** Not now. @param code stable name @param why in sentences */
        record No(String code, String why) implements Answer {
        }
    }

    /**
     * @param last the cluster's last operations, the newest first, those at their end and those under way
     * @param candidate who would be promoted now, or null when nobody is known
     */
    static Answer answer(Diagnosis diagnosis, Policy policy, List<OperationView> last, @Nullable String candidate, Instant now) {
        if (!diagnosis.leadsToFailover()) {
            return new Answer.Nothing();
        }
        Optional<OperationView> running = last.stream().filter(operation -> active(operation.state())).findFirst();
        if (running.filter(operation -> operation.kind() == OperationKind.FAILOVER).isPresent()) {
            return new Answer.Nothing();
        }
        if (!policy.automaticFailover()) {
            return new Answer.No("AutomaticFailoverOff", "Automatic failover is off for this cluster, so the panel waits for you: "
                    + "press Fail over.");
        }
        if (policy.maintenance()) {
            return new Answer.No("InMaintenance", "The cluster is in maintenance, so the panel does nothing by itself.");
        }
        return running.<Answer>map(operation -> new Answer.No("OperationRunning", "The operation " + operation.id() + " ("
                        + operation.kind() + ") isn't at its end; the panel fails over as soon as it is. Cancel it if that can't wait."))
                .or(() -> coolingDown(policy, last, now)).or(() -> failedBefore(last, candidate, now)).orElseGet(Answer.Go::new);
    }

    private static boolean active(OperationStatus state) {
        return switch (state) {
            case PENDING, RUNNING, WAITING, INTERRUPTED -> true;
            case SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED -> false;
        };
    }

    private static Optional<Answer> coolingDown(Policy policy, List<OperationView> last, Instant now) {
        return failovers(last).filter(AutomaticRules::opened).findFirst()
                .map(failover -> ended(failover).plusMillis(policy.failoverCooldownMillis())).filter(now::isBefore)
                .map(end -> new Answer.No("CoolingDown", "The cluster failed over not long ago. The panel does it by itself again from "
                        + end.truncatedTo(ChronoUnit.SECONDS) + " on; until then press Fail over if it has to be."));
    }

    /** Whatever its end was: a second server that is opened soon after the first one is what the cool-down is there against. */
    private static boolean opened(OperationView failover) {
        return failover.state() == OperationStatus.SUCCEEDED || failover.pointOfNoReturnPassed();
    }

    private static Optional<Answer> failedBefore(List<OperationView> last, @Nullable String candidate, Instant now) {
        List<OperationView> failed = failovers(last).takeWhile(failover -> !opened(failover))
                .filter(failover -> ended(failover).isAfter(now.minus(TRIES_COUNT))).toList();
        if (failed.size() >= MOST_TRIES) {
            return Optional.of(new Answer.No("GivenUp", "The panel tried " + failed.size() + " times to fail over and gave up. Look at "
                    + "the last try, mend what it names, and press Fail over."));
        }
        return failed.stream().findFirst().filter(newest -> !isForAnother(candidate, newest)).filter(newest -> now.isBefore(ended(newest).plus(AFTER_FAILURE)))
                .map(newest -> new Answer.No("FailedBefore", "The last try to fail over didn't succeed" + because(newest)
                        + " The panel tries again after " + AFTER_FAILURE.toSeconds() + " s."));
    }

    /** Such as when its candidate died: all that was begun is undone, and somebody else can take over. */
    private static boolean isForAnother(@Nullable String candidate, OperationView failed) {
        return candidate != null && failed.state() == OperationStatus.ROLLED_BACK && !candidate.equals(failed.host());
    }

    private static String because(OperationView failed) {
        Finding error = failed.error();
        return error == null ? "." : ": " + error.message();
    }

    private static Stream<OperationView> failovers(List<OperationView> last) {
        return last.stream().filter(operation -> operation.kind() == OperationKind.FAILOVER && !active(operation.state()));
    }

    private static Instant ended(OperationView operation) {
        Instant at = operation.finishedAt();
        return at == null ? operation.createdAt() : at;
    }
}
