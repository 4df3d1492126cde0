package understudy.reach;

import java.time.Duration;
import understudy.finding.Problem;
import understudy.remote.HostKeyChanged;
import understudy.remote.LoginRefused;

/** How long to wait before a host is tried again. */
final class Pause {

    /** Until a person has looked at it. */
    static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Never longer, because a lost host that comes back must be seen at once: it may take writes that it no longer should. */
    private static final Duration AFTER_SILENCE = Duration.ofMillis(500);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(5);

    private Pause() {
    }

    /**
     * The pause after a failed attempt, spread by up to half so that many hosts aren't tried in step. A refused login is not repeated
     * soon, and each time later, because sshd locks those out who fail often; a changed key is never tried again by itself.
     *
     * @param before how many attempts had failed before this one
     * @param jitter from 0 to 1
     */
    static Duration after(Problem failure, int before, double jitter) {
        return switch (failure) {
            case HostKeyChanged changed -> FOR_EVER;
            case LoginRefused refused -> spread(doubled(before), jitter);
            default -> spread(AFTER_SILENCE, jitter);
        };
    }

    private static Duration doubled(int times) {
        Duration grown = AFTER_REFUSAL.multipliedBy(1L << Math.min(times, 16));
        return grown.compareTo(LONGEST_AFTER_REFUSAL) > 0 ? LONGEST_AFTER_REFUSAL : grown;
    }

    private static Duration spread(Duration pause, double jitter) {
        return pause.plusMillis((long) (pause.toMillis() * jitter / 2));
    }
}
