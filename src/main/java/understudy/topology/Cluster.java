package understudy.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source and its replicas, serving one or more databases, as the admin declared them. Immutable; never has two sources.
 *
 * @param name unique
 * @param databases the databases that it serves
 * @param members the hosts and their declared parts
 * @param policy how it is to be run
 * @param replicationUser the account by which replicas log in to the source
 * @param sealedReplicationPassword its password, sealed for {@link #replicationPurpose}; null before the first set-up
 * @param createdAt when the admin made it
 */
public record Cluster(
        String name,
        List<String> databases,
        List<Member> members,
        Policy policy,
        String replicationUser,
        @Nullable String sealedReplicationPassword,
        Instant createdAt) {

    public Cluster {
        databases = List.copyOf(databases);
        members = List.copyOf(members);
        if (members.stream().filter(member -> member.role() == Member.Role.SOURCE).count() > 1) {
            throw new IllegalArgumentException("cluster " + name + " can't have two sources");
        }
        if (members.stream().map(Member::host).distinct().count() != members.size()) {
            throw new IllegalArgumentException("cluster " + name + " has a host twice");
        }
    }

    /** Short enough for every server: 5.6 takes 16 characters. Ours alone: an admin's own {@code repl} is left as it is. */
    private static final String REPLICATION_USER = "understudy_repl";

    /** A new one, with the usual policy; nobody replicates by the panel's account yet. */
    public static Cluster declared(String name, List<String> databases, List<Member> members, Instant now) {
        return new Cluster(name, databases, members, Policy.DEFAULT, REPLICATION_USER, null, now);
    }

    /** What {@code sealedReplicationPassword} is sealed for. */
    public static String replicationPurpose(String cluster) {
        return "cluster/" + cluster + "/replication";
    }

    /** The declared source's host name. */
    public Optional<String> source() {
        return members.stream().filter(member -> member.role() == Member.Role.SOURCE).map(Member::host).findFirst();
    }

    /** The host names with this part, in the declared order. */
    public List<String> hosts(Member.Role role) {
        return members.stream().filter(member -> member.role() == role).map(Member::host).toList();
    }

    public Optional<Member> member(String host) {
        return members.stream().filter(member -> member.host().equals(host)).findFirst();
    }

    /** With the host in this part; a host that wasn't a member joins. Refuses a second source: see {@link #promoting}. */
    public Cluster with(String host, Member.Role role) {
        List<Member> changed = new ArrayList<>(members);
        changed.replaceAll(member -> member.host().equals(host) ? new Member(host, role) : member);
        if (member(host).isEmpty()) {
            changed.add(new Member(host, role));
        }
        return withMembers(changed);
    }

    /** With {@code newSource} as source, and whoever was source in the given part. */
    public Cluster promoting(String newSource, Member.Role oldSourceBecomes) {
        List<Member> changed = new ArrayList<>(members);
        changed.replaceAll(member -> member.host().equals(newSource) ? new Member(newSource, Member.Role.SOURCE)
                : member.role() == Member.Role.SOURCE ? new Member(member.host(), oldSourceBecomes) : member);
        return withMembers(changed);
    }

    public Cluster withPolicy(Policy changed) {
        return new Cluster(name, databases, members, changed, replicationUser, sealedReplicationPassword, createdAt);
    }

    public Cluster withReplicationPassword(String sealed) {
        return new Cluster(name, databases, members, policy, replicationUser, sealed, createdAt);
    }

    private Cluster withMembers(List<Member> changed) {
        return new Cluster(name, databases, changed, policy, replicationUser, sealedReplicationPassword, createdAt);
    }
}
