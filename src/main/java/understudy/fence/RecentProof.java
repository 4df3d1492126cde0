package understudy.fence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import understudy.fence.DeathProof.Verdict;

/**
 * Proofs of death that are only moments old: so that a failover doesn't wait twice for the same silence while nobody can write.
 * Kept is silence alone; whose host can be asked is asked anew. Forgotten when the panel stops.
 */
@Component
class RecentProof {

    private static final Duration STANDS = Duration.ofSeconds(3);

    private final DeathProof proof;
    private final HostDoor door;
    private final Clock clock;
    private final Map<String, Standing> latest = new ConcurrentHashMap<>();

    RecentProof(DeathProof proof, HostDoor door, Clock clock) {
        this.proof = proof;
        this.door = door;
        this.clock = clock;
    }

    private record Standing(Verdict.OutOfReach verdict, List<String> witnesses, Instant until) {
    }

    /** Proves it now, whatever was proven before. */
    Verdict anew(String source, ServerPlace place, List<String> witnesses) {
        latest.remove(source);
        Verdict verdict = proof.of(source, place, witnesses);
        if (verdict instanceof Verdict.OutOfReach silent) {
            latest.put(source, new Standing(silent, List.copyOf(witnesses), clock.instant().plus(STANDS)));
        }
        return verdict;
    }

    /** What was proven with these witnesses less than three seconds ago, if nothing was heard of the source since; else proves it anew. */
    Verdict momentsOld(String source, ServerPlace place, List<String> witnesses) {
        Standing last = latest.get(source);
        if (last != null && clock.instant().isBefore(last.until()) && last.witnesses().equals(witnesses) && door.holdsForSilent(source)) {
            return last.verdict();
        }
        return anew(source, place, witnesses);
    }
}
