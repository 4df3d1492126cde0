package understudy.promotion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.promotion.Gatekeeper.Act;
import understudy.promotion.Returns.Returned;
import understudy.replication.Doors;
import understudy.topology.Member;

/** Does the gatekeeper's acts, one at a time a server, and tells of each: in the audit, on the timeline, to whoever listens. */
@Component
class GateActs {

    /** After a failure the same act is tried again, but not at once. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Doors doors;
    private final Monitor monitor;
    private final Returns returns;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<List<String>, Instant> busyUntil = new ConcurrentHashMap<>();
    private final Map<List<String>, Instant> openSince = new ConcurrentHashMap<>();
    private final Map<List<String>, Boolean> reachable = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();

    GateActs(Doors doors, Monitor monitor, Returns returns, Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.doors = doors;
        this.monitor = monitor;
        this.returns = returns;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Remembers since when each server beside the source is open, and tells when one that was taken out comes back. */
    void saw(ClusterState state) {
        for (HostState host : state.hosts()) {
            List<String> key = List.of(state.cluster(), host.name());
            if (host.name().equals(state.source()) || Boolean.FALSE.equals(host.writable())) {
                openSince.remove(key);
            } else if (Boolean.TRUE.equals(host.writable())) {
                openSince.putIfAbsent(key, host.seenAt() == null ? clock.instant() : host.seenAt());
            }
            Boolean before = host.lookedAt() == null ? null : reachable.put(key, host.reachable());
            if (Boolean.FALSE.equals(before) && host.reachable() && host.role() == Member.Role.DETACHED) {
                tell(state.cluster(), "Returned", host.name() + " is back. It isn't the source any more; it takes no part until it rejoins.");
            }
        }
    }

    void allWell(String cluster) {
        told.remove(cluster);
    }

    /** What isn't among these any more may be told again when it comes back. */
    void only(String cluster, Set<String> current) {
        told.computeIfPresent(cluster, (name, before) -> {
            before.retainAll(current);
            return before;
        });
    }

    /** Begins it beside the caller, if it isn't under way. @return what it is told by */
    String toDo(String cluster, Act act, BooleanSupplier stillDue) {
        List<String> key = List.of(cluster, act.host());
        String what = act.getClass().getSimpleName() + " " + act.host() + (act instanceof Act.LeftAlone left ? " " + left.code() : "");
        if (act instanceof Act.LeftAlone left) {
            tellOnce(cluster, what, left.code(), left.why());
        } else if (!busyUntil.getOrDefault(key, Instant.MIN).isAfter(clock.instant())) {
            busyUntil.put(key, Instant.MAX);
            Thread.ofVirtual().name("gate-" + act.host()).start(() -> {
                try {
                    doNow(cluster, act, what, stillDue);
                } finally {
                    busyUntil.put(key, clock.instant().plus(BETWEEN_TRIES));
                }
            });
        }
        return what;
    }

    private void doNow(String cluster, Act act, String what, BooleanSupplier stillDue) {
        boolean closes = act instanceof Act.Close;
        if (!closes) {
            monitor.lookNow(cluster);
        }
        if (!stillDue.getAsBoolean()) {
            return;
        }
        Instant seenOpenAt = openSince.getOrDefault(List.of(cluster, act.host()), clock.instant());
        Doors.Result result = closes ? doors.close(act.host()) : doors.openAfterStart(act.host());
        switch (result) {
            case Doors.Result.WasSo was -> {
                // somebody was quicker
            }
            case Doors.Result.Done done when closes -> closed(cluster, act, seenOpenAt, done.serverStartedAt());
            case Doors.Result.Done done -> opened(cluster, act);
            case Doors.Result.Failed failed -> failed(cluster, what, act, failed.finding());
        }
    }

    private void closed(String cluster, Act act, Instant seenOpenAt, Instant startedAt) {
        Returned returned = new Returned(act.host(), seenOpenAt, clock.instant(), startedAt);
        returns.note(cluster, returned);
        long seconds = Math.max(0, Duration.between(startedAt, seenOpenAt).toSeconds());
        audit.record(Actor.PANEL, "server.close", act.host(), "done: " + act.why());
        tell(cluster, "ReturnedClosed", act.why() + ". The panel closed it " + returned.stoodOpen().toMillis()
                + " ms after it was first seen open; its server had been running for " + seconds + " s by then.");
        monitor.lookNow(cluster);
    }

    private void opened(String cluster, Act act) {
        audit.record(Actor.PANEL, "server.open", act.host(), "done: " + act.why());
        tell(cluster, "SourceOpened", "The panel opened " + act.host() + ": " + act.why() + ".");
        monitor.lookNow(cluster);
    }

    private void failed(String cluster, String what, Act act, Finding why) {
        if (tellOnce(cluster, what, act instanceof Act.Close ? "ReturnedNotClosed" : "SourceNotOpened",
                act.why() + ", but the panel couldn't " + (act instanceof Act.Close ? "close" : "open") + " it: " + why.message())) {
            audit.record(Actor.PANEL, act instanceof Act.Close ? "server.close" : "server.open", act.host(), "failed: " + why.code());
        }
    }

    private boolean tellOnce(String cluster, String what, String code, String text) {
        boolean first = told.computeIfAbsent(cluster, name -> ConcurrentHashMap.newKeySet()).add(what);
        if (first) {
            tell(cluster, code, text);
        }
        return first;
    }

    private void tell(String cluster, String code, String text) {
        events.publishEvent(new ClusterChanged(cluster, code, text, clock.instant()));
    }
}
