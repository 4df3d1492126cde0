package understudy.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter with a cluster's source, from all that was seen of it and through others. It says what would justify a
 * failover; whether one is made is decided elsewhere, by the cluster's policy and by what is running.
 *
 * @param cluster its name
 * @param source the declared source's host, or null when none is declared
 * @param verdict in a word
 * @param summary in a sentence
 * @param evidence in sentences, one a vantage point
 * @param leadsToFailover whether it justifies an automatic failover: the source is lost, others agree, one of them can be seen
 * @param whyNot why it doesn't, in a sentence; null when it does and when all is well
 * @param since when this verdict was first given without a break
 * @param hostReachable whether the source's host answered by SSH
 */
public record Diagnosis(
        String cluster,
        @Nullable String source,
        Verdict verdict,
        String summary,
        List<String> evidence,
        boolean leadsToFailover,
        @Nullable String whyNot,
        Instant since,
        boolean hostReachable) {

    public Diagnosis {
        evidence = List.copyOf(evidence);
        if (leadsToFailover == (whyNot != null) && verdict != Verdict.HEALTHY) {
            throw new IllegalArgumentException("a diagnosis leads to a failover or says why not: " + verdict);
        }
    }

    /** Before anybody has looked. */
    public static Diagnosis unknown(String cluster, @Nullable String source, Instant now) {
        return new Diagnosis(cluster, source, Verdict.UNKNOWN,
                source == null ? "No host is declared as the source." : source + " has not been looked at yet.", List.of(), false,
                source == null ? "Without a declared source there is nothing to fail over from." : "The panel has only just begun to look.",
                now, false);
    }

    /** The same, standing since the earlier one when that said the same of the same source. */
    Diagnosis following(Diagnosis before) {
        boolean same = before.verdict == verdict && Objects.equals(before.source, source);
        return same ? new Diagnosis(cluster, source, verdict, summary, evidence, leadsToFailover, whyNot, before.since, hostReachable)
                : this;
    }

    /** Whether it says something else than the earlier one, beyond newer evidence for the same. */
    boolean differsFrom(Diagnosis before) {
        return verdict != before.verdict || leadsToFailover != before.leadsToFailover
                || !Objects.equals(source, before.source);
    }
}
