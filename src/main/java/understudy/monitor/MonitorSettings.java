package understudy.monitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the panel watches; settings under {@code understudy.monitor}.
 *
 * @param interval from one look at a server to the next
 * @param timeout how long a look may take before the server counts as not seen
 * @param memberBackOff the longest pause before a lost member of a cluster is tried again; short, so that its return shows fast
 * @param backOff the longest pause before any other lost host is tried again
 * @param settingsInterval how often what changes slowly is read (variables, free space)
 * @param history how long lag is kept in full resolution
 */
@ConfigurationProperties("understudy.monitor")
record MonitorSettings(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("1s") Duration memberBackOff,
        @DefaultValue("10s") Duration backOff,
        @DefaultValue("15s") Duration settingsInterval,
        @DefaultValue("1h") Duration history) {

    /** After this long without a look, what was seen is no longer shown as true. */
    Duration overdue() {
        return timeout.plus(interval.multipliedBy(3));
    }
}
