package understudy.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.monitor.Witness.Hearing;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
import understudy.topology.Member;

/** What the replicas say of their source. Pure. */
final class Hearsay {

    private Hearsay() {
    }

    /** What one replica knows. @param lostSince since when the panel has lost the source, or null when it hasn't */
    static Witness of(String replica, @Nullable Sighting sighting, @Nullable HostState state, @Nullable String source,
            @Nullable Instant lostSince, @Nullable Knock knock) {
        if (!(sighting instanceof Sighting.Seen seen)) {
            return new Witness(replica, sighting == null ? null : sighting.at(), Hearing.UNSEEN, null, knock);
        }
        Look look = seen.look();
        if (lostSince != null && !look.startedAt().isAfter(lostSince)) {
            return new Witness(replica, look.seenAt(), Hearing.STALE, null, knock);
        }
        boolean followsIt = state != null && state.replication() != null && state.replication().sourceHost().equals(source);
        Hearing hearing = followsIt ? hearing(look, lostSince) : Hearing.DEAF;
        return new Witness(replica, look.seenAt(), hearing, look.silentMillis(), knock);
    }

    private static Hearing hearing(Look look, @Nullable Instant lostSince) {
        ReplicaStatus status = look.replica();
        ReplicaThread.State receiver = status == null ? ReplicaThread.State.STOPPED : status.receiver().state();
        return switch (receiver) {
            case STOPPED -> Hearing.DEAF;
            case CONNECTING -> Hearing.LOST;
            case RUNNING -> tooSilent(look, lostSince) ? Hearing.LOST : Hearing.HEARS;
        };
    }

    /** Two heartbeats missed and a second more; where none are agreed on, silence says nothing. */
    private static boolean tooSilent(Look look, @Nullable Instant lostSince) {
        Long heartbeat = look.heartbeatMillis();
        if (heartbeat == null || heartbeat == 0) {
            return false;
        }
        long limit = Math.max(LostSource.SILENCE.toMillis(), 2 * heartbeat + 1_000);
        Long silent = look.silentMillis();
        // one that has never heard anything has been silent at least since the panel lost the source
        return silent != null ? silent > limit : lostSince != null && look.startedAt().isAfter(lostSince.plusMillis(limit));
    }

    /** What is wrong with replicas of a source that is well, in sentences. */
    static List<String> trouble(List<HostState> states, @Nullable String source) {
        List<String> trouble = new ArrayList<>();
        for (HostState state : states) {
            String wrong = state.role() == Member.Role.REPLICA && state.lookedAt() != null ? trouble(state, source) : null;
            if (wrong != null) {
                trouble.add(wrong);
            }
        }
        return trouble;
    }

    private static @Nullable String trouble(HostState replica, @Nullable String source) {
        HostState.Replication replication = replica.replication();
        if (!replica.reachable()) {
            return replica.name() + " can't be seen.";
        }
        if (replication == null) {
            return replica.name() + " follows nobody.";
        }
        if (!replication.sourceHost().equals(source)) {
            return replica.name() + " follows " + replication.sourceHost() + " instead.";
        }
        if (replication.ioRunning() && replication.sqlRunning()) {
            return null;
        }
        String error = replication.lastError();
        return error != null && !error.isBlank() ? replica.name() + " has stopped: " + error
                : replication.ioRunning() ? "the applier of " + replica.name() + " is stopped."
                : "the receiver of " + replica.name() + " is not connected.";
    }
}
