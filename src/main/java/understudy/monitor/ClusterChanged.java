package understudy.monitor;

import java.time.Instant;

/** Something worth telling changed in a cluster; published as a Spring application event. @param text in a sentence */
public record ClusterChanged(String cluster, String code, String text, Instant at) {
}
