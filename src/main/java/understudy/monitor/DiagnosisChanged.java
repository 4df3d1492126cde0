package understudy.monitor;

/**
 * A cluster's diagnosis has another verdict, another source, or now does or no longer does justify a failover. Published as a
 * Spring application event on the thread that looks, so a listener returns at once; two that follow each other fast may arrive
 * in the wrong order, so whoever acts on it reads the latest from {@link Monitor#cluster} first.
 */
public record DiagnosisChanged(Diagnosis before, Diagnosis now) {

    public String cluster() {
        return now.cluster();
    }
}
