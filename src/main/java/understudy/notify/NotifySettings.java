package understudy.notify;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard the panel tries to tell people ({@code understudy.notify.*}).
 *
 * @param timeout how long one try may take
 * @param firstPause before the second try; each further pause is three times as long
 * @param longestPause the pauses grow up to it
 * @param tries after that many a message is given up
 * @param hostAway a host that comes back sooner was only restarted, and nobody is told
 */
@ConfigurationProperties("understudy.notify")
record NotifySettings(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("12") int tries,
        @DefaultValue("30s") Duration hostAway) {

    /** The pause after this many tries that failed. */
    Duration pauseAfter(int failed) {
        Duration pause = firstPause;
        for (int i = 1; i < failed && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
