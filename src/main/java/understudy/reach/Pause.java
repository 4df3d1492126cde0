package understudy.reach;

import java.time.Duration;
import understudy.finding.Problem;
import understudy.remote.HostKeyChanged;
import understudy.remote.LoginRefused;

/** How long to wait before a host is tried again. */
final class Pause {

    /** Until a person has looked at it. */
    static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Duration SHORTEST = Duration.ofMillis(500);
    /** Short, because a lost host that comes back must be seen at once: it may take writes that it no longer should. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(5);

    private Pause() {
    }

    /**
     * The pause after a failed attempt: doubled each time, and spread by up to half so that many hosts aren't tried in step. A
     * refused login is not repeated soon, because sshd locks those out who fail often; a changed key is never tried again by
     * itself.
     *
     * @param before how many attempts had failed before this one
     * @param jitter from 0 to 1
     */
    static Duration after(Problem failure, int before, double jitter) {
        return switch (failure) {
            case HostKeyChanged changed -> FOR_EVER;
            case LoginRefused refused -> spread(doubled(AFTER_REFUSAL, LONGEST_AFTER_REFUSAL, before), jitter);
            default -> spread(doubled(SHORTEST, LONGEST, before), jitter);
        };
    }

    private static Duration doubled(Duration first, Duration longest, int times) {
        Duration grown = first.multipliedBy(1L << Math.min(times, 16));
        return grown.compareTo(longest) > 0 ? longest : grown;
    }

    private static Duration spread(Duration pause, double jitter) {
        return pause.plusMillis((long) (pause.toMillis() * jitter / 2));
    }
}
