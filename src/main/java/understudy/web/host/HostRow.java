package understudy.web.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Member;
import understudy.web.When;

/**
 * A host in the list of all.
 *
 * @param tone ok, warn, bad or idle
 * @param state in a few words
 * @param next what is still to do before it can be used, or null
 * @param nextHref where that is done
 */
record HostRow(
        String name, String address, String server, @Nullable String cluster, String role, String tone, String state, @Nullable When seen,
        @Nullable String next, @Nullable String nextHref) {

    static HostRow of(Host host, @Nullable HostState state, @Nullable Cluster cluster, Instant now) {
        HostFacts facts = host.facts();
        String role = cluster == null ? "" : cluster.member(host.name()).map(member -> role(member.role())).orElse("");
        boolean usable = host.hostKeyTrusted() && host.enrolled();
        return new HostRow(host.name(), host.sshUser() + "@" + host.address() + (host.sshPort() == 22 ? "" : ":" + host.sshPort()),
                facts == null ? "not known yet" : facts.flavour() + " " + facts.version(), cluster == null ? null : cluster.name(), role,
                tone(host, state, now), words(host, state, now),
                state == null ? null : When.ofNullable(state.seenAt(), now),
                usable ? null : host.hostKeyTrusted() ? "Get to know it …" : "Compare its key …",
                usable ? null : "/hosts/" + host.name() + (host.hostKeyTrusted() ? "/enrolment" : "/key"));
    }

    private static String tone(Host host, @Nullable HostState state, Instant now) {
        if (!host.hostKeyTrusted() || !host.enrolled()) {
            return "warn";
        }
        if (state == null || state.lookedAt() == null) {
            return "idle";
        }
        return !state.reachable() || broken(state) ? "bad" : HostPage.old(state, now) ? "idle" : "ok";
    }

    private static boolean broken(HostState state) {
        HostState.Replication replication = state.replication();
        return state.reachable() && state.role() == Member.Role.REPLICA
                && (replication == null || !replication.ioRunning() || !replication.sqlRunning());
    }

    static String role(Member.Role role) {
        return switch (role) {
            case SOURCE -> "source";
            case REPLICA -> "replica";
            case DETACHED -> "detached";
            case UNUSABLE -> "unusable";
            case UNCONFIGURED -> "to be set up";
        };
    }

    private static String words(Host host, @Nullable HostState state, Instant now) {
        if (!host.hostKeyTrusted()) {
            return "its key isn't accepted yet";
        }
        if (!host.enrolled()) {
            return "not enrolled yet";
        }
        if (state == null || state.lookedAt() == null) {
            return "not looked at yet";
        }
        if (broken(state)) {
            return "answers, but doesn't follow";
        }
        if (state.reachable() && HostPage.old(state, now)) {
            return "not looked at for a while";
        }
        return state.reachable() ? "answers" : state.sshReachable() ? "server doesn't answer" : "can't be reached";
    }
}
