package understudy.monitor;

import java.time.Instant;

/**
 * One line of a cluster's story.
 *
 * @param cluster whose
 * @param code stable name such as {@code ReplicationBroken}
 * @param text in a sentence
 * @param at when it was seen
 */
public record TimelineEntry(String cluster, String code, String text, Instant at) {
}
