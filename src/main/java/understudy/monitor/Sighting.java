package understudy.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/** One look at one host; a failed look is a result too. */
sealed interface Sighting {

    String host();

    /** When the look ended. */
    Instant at();

    /** The last successful look: this one, or an earlier one; null when there never was one. */
    @Nullable Look lastLook();

    /** The server answered. */
    record Seen(String host, Look look) implements Sighting {

        @Override
        public Instant at() {
            return look.seenAt();
        }

        @Override
        public Look lastLook() {
            return look;
        }
    }

    /**
     * The server gave no answer.
     *
     * @param cause why, and what to do
     * @param sshReachable whether the host's SSH session stood all the same
     * @param serverLives whether the failure itself proves that the server lives, because it came from there
     */
    record NotSeen(String host, Instant at, Finding cause, boolean sshReachable, boolean serverLives, @Nullable Look lastLook)
            implements Sighting {
    }
}
