package understudy.topology;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/** A {@link Cluster} as its rows hold it. */
@Table("cluster")
record ClusterRow(
        @Id String name,
        Databases databases,
        @MappedCollection(idColumn = "cluster", keyColumn = "ordinal") List<MemberRow> members,
        Policy policy,
        String replicationUser,
        @Nullable String sealedReplicationPassword,
        Instant createdAt) {

    static ClusterRow of(Cluster cluster) {
        List<MemberRow> members = cluster.members().stream().map(member -> new MemberRow(member.host(), member.role())).toList();
        return new ClusterRow(cluster.name(), new Databases(cluster.databases()), members, cluster.policy(),
                cluster.replicationUser(), cluster.sealedReplicationPassword(), cluster.createdAt());
    }

    Cluster cluster() {
        List<Member> declared = members.stream().map(row -> new Member(row.host(), row.role())).toList();
        return new Cluster(name, databases.names(), declared, policy, replicationUser, sealedReplicationPassword, createdAt);
    }

    /** Their names, as one column. */
    record Databases(List<String> names) {
    }

    /** A member's row. */
    @Table("cluster_member")
    record MemberRow(String host, Member.Role role) {
    }
}
