package understudy.monitor;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From what was seen to what is the matter. Pure: the same symptoms give the same diagnosis. This part judges a source that
 * answers; {@link LostSource} judges one that doesn't.
 */
final class FailureDetector {

    /** A write of the panel's own that waits longer than this is not just slow. */
    static final Duration WRITE_LIMIT = Duration.ofSeconds(2);

    /** A switchover closes the source for a moment; only what lasts longer is a diagnosis. */
    private static final Duration CLOSED_LIMIT = Duration.ofSeconds(3);

    /** Less than this, and a server whose writes wait has no room for them. */
    private static final long FULL_BYTES = 16L << 20;

    private FailureDetector() {
    }

    static Diagnosis of(Symptoms seen) {
        String source = seen.source();
        if (source == null) {
            return Diagnosis.unknown(seen.cluster(), null, seen.now());
        }
        if (seen.writers().size() > 1) {
            return splitBrain(seen, source);
        }
        return switch (seen.sight()) {
            case SourceSight.Unlooked nothing -> Diagnosis.unknown(seen.cluster(), source, seen.now());
            case SourceSight.Answers answers -> answering(seen, source, answers);
            case SourceSight.Lost lost -> new LostSource(seen, source, lost).diagnosis();
        };
    }

    private static Diagnosis splitBrain(Symptoms seen, String source) {
        return no(seen, source, Verdict.SPLIT_BRAIN,
                "Two servers take writes at the same time: " + String.join(", ", seen.writers()) + ".",
                "A failover would make it worse. The panel closes the one that isn't the declared source, " + source
                        + ", except in maintenance; then close it yourself. Let it rejoin after that, which shows what only it has.");
    }

    private static Diagnosis answering(Symptoms seen, String source, SourceSight.Answers answers) {
        if (answers.writeWaitsSince() != null && seen.passedSince(answers.writeWaitsSince(), WRITE_LIMIT)) {
            return stalled(seen, source);
        }
        if (answers.closedSince() != null && seen.writers().isEmpty() && seen.passedSince(answers.closedSince(), CLOSED_LIMIT)) {
            return no(seen, source, Verdict.SOURCE_CLOSED, source + " answers, but refuses writes, and nobody else takes them.",
                    "The server lives and somebody closed it, or it restarted closed. Open it when it is the right one.");
        }
        if (!seen.trouble().isEmpty()) {
            return no(seen, source, Verdict.REPLICAS_BROKEN, "The source is well, but " + seen.trouble().getFirst(),
                    source + " works, so there is nothing to fail over from. Mend the replica while it does.");
        }
        return new Diagnosis(seen.cluster(), source, Verdict.HEALTHY,
                source + (seen.witnesses().isEmpty() ? " answers; no replica follows it yet." : " answers and its replicas follow."),
                List.of(), false, null, seen.now(), true);
    }

    private static Diagnosis stalled(Symptoms seen, String source) {
        if (full(seen.hostAnswer())) {
            return no(seen, source, Verdict.DISK_FULL,
                    "The disk of " + source + " is full: the server answers questions, but no write ends.",
                    "The server lives and goes on by itself as soon as there is room. Free some space on " + source
                            + "; if that can't be done now, fail over by hand.");
        }
        return no(seen, source, Verdict.WRITES_STALLED, source + " answers questions, but a write of the panel's doesn't end.",
                "The server lives. Something holds its writes: a lock (a backup takes one), a replica that doesn't acknowledge, or a "
                        + "stalled disk. Look for it in the list of running statements; it may end by itself.");
    }

    static boolean full(@Nullable HostAnswer answer) {
        return answer instanceof HostAnswer.Told told && told.freeBytes() != null && told.freeBytes() < FULL_BYTES;
    }

    private static Diagnosis no(Symptoms seen, String source, Verdict verdict, String summary, String whyNot) {
        return new Diagnosis(seen.cluster(), source, verdict, summary, Evidence.of(seen), false, whyNot, seen.now(),
                !(seen.hostAnswer() instanceof HostAnswer.Silent));
    }
}
