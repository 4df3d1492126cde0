package understudy.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import understudy.topology.Cluster;
import understudy.topology.Member;

/**
 * What has been gathered about one cluster's source since it last was well: failed looks, what its host said, what came of
 * knocking. Forgets all of it when the source is well again or is another one. Used under its cluster's lock.
 */
final class CaseFile {

    private final Map<String, Instant> writableSince = new HashMap<>();
    private final Map<String, Knock> knocks = new HashMap<>();
    private final CommonOutage outage = new CommonOutage();
    private @Nullable HostAnswer hostAnswer;
    private SourceSight sight = new SourceSight.Unlooked();

    /** Another source is declared. */
    void begin() {
        sight = new SourceSight.Unlooked();
        forget();
        outage.forget();
    }

    void sourceSaw(Sighting sighting) {
        switch (sighting) {
            case Sighting.Seen seen -> answered(seen.look());
            case Sighting.NotSeen notSeen -> sight = sight instanceof SourceSight.Lost lost
                    ? new SourceSight.Lost(lost.since(), lost.looks() + 1, lost.lastSeen(), why(notSeen), notSeen.serverLives())
                    : new SourceSight.Lost(notSeen.at(), 1, lastSeen(notSeen), why(notSeen), notSeen.serverLives());
        }
    }

    private void answered(Look look) {
        Instant closedBefore = sight instanceof SourceSight.Answers before ? before.closedSince() : null;
        Instant closed = look.writable() ? null : closedBefore == null ? look.startedAt() : closedBefore;
        if (sight instanceof SourceSight.Lost) {
            forget();
            outage.forget();
        }
        sight = new SourceSight.Answers(look.seenAt(), closed, null);
    }

    private static String why(Sighting.NotSeen notSeen) {
        return notSeen.cause().message();
    }

    private static @Nullable Instant lastSeen(Sighting.NotSeen notSeen) {
        Look last = notSeen.lastLook();
        return last == null ? null : last.seenAt();
    }

    /** Any member was looked at: since when it takes writes. */
    void saw(Sighting sighting) {
        if (sighting instanceof Sighting.Seen seen && seen.look().writable()) {
            writableSince.putIfAbsent(sighting.host(), seen.at());
        } else {
            writableSince.remove(sighting.host());
        }
    }

    void hostAnswered(HostAnswer answer) {
        hostAnswer = answer;
    }

    void knocked(String replica, Knock knock) {
        knocks.put(replica, knock);
    }

    private void forget() {
        hostAnswer = null;
        knocks.clear();
    }

    /** Whether its host and others should be asked what is the matter. */
    boolean wantsInquiry(@Nullable Instant writeWaitsSince, Instant now) {
        boolean waits = takesWrites() && writeWaitsSince != null && !now.isBefore(writeWaitsSince.plus(FailureDetector.WRITE_LIMIT));
        if (!waits && sight instanceof SourceSight.Answers) {
            forget();
        }
        return waits || sight instanceof SourceSight.Lost lost && !lost.lives();
    }

    private boolean takesWrites() {
        return sight instanceof SourceSight.Answers answers && answers.closedSince() == null;
    }

    @Nullable Instant lostSince() {
        return sight instanceof SourceSight.Lost lost ? lost.since() : null;
    }

    Symptoms symptoms(Cluster cluster, List<HostState> states, Board board, @Nullable Instant writeWaitsSince) {
        SourceSight now = sight instanceof SourceSight.Answers answers
                ? new SourceSight.Answers(answers.at(), answers.closedSince(),
                        takesWrites() ? writeWaitsSince : null) : sight;
        String source = cluster.source().orElse(null);
        List<Witness> witnesses = new ArrayList<>();
        for (String replica : cluster.hosts(Member.Role.REPLICA)) {
            witnesses.add(Hearsay.of(replica, board.sighting(replica), stateOf(replica, states), source, lostSince(),
                    knocks.get(replica)));
        }
        if (sight instanceof SourceSight.Lost) {
            outage.observe(witnesses, board.now());
        }
        return new Symptoms(cluster.name(), source, board.now(), now, hostAnswer, witnesses, outage.overSince(),
                Hearsay.trouble(states, source), writers(states, board), cluster.policy().maintenance());
    }

    private static @Nullable HostState stateOf(String host, List<HostState> states) {
        return states.stream().filter(state -> state.name().equals(host)).findFirst().orElse(null);
    }

    /**
     * Who takes writes for certain. Two hosts are never looked at in the same instant; a switchover in between must not look
     * like two writers, so whoever took them earlier counts only when looked at again since the latest one was first seen.
     */
    private List<String> writers(List<HostState> states, Board board) {
        Instant latest = states.stream().map(HostState::name).map(writableSince::get)
                .filter(Objects::nonNull).max(Instant::compareTo).orElse(Instant.MIN);
        return states.stream()
                .filter(state -> state.role() != Member.Role.UNCONFIGURED && Boolean.TRUE.equals(state.writable()))
                .map(HostState::name)
                .filter(host -> {
                    Look look = board.lastLook(host);
                    return latest.equals(writableSince.get(host)) || look != null && !look.startedAt().isBefore(latest);
                })
                .toList();
    }
}
