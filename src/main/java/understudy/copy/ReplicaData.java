package understudy.copy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.Server;
import understudy.reach.Reach;
import understudy.replication.DataRelation;

/**
 * What a look at a replica's data and at its source says: may it be kept, may it be thrown away.
 *
 * <p>Before the first byte of a replica's data is touched, the empty database {@link UserDatabases#UNFINISHED_COPY} is created
 * there, and it is dropped after the last. So a half-full replica is known as such on the server itself, whatever becomes of the
 * panel, and what lies beside that mark is the panel's own broken copy and nobody's data.
 *
 * @param source name of the source's host
 * @param replica name of the replica's host
 * @param relation of the replica's data to the source's
 * @param held the databases on the replica
 * @param sameServer whether both names lead to one server, or to two with one UUID
 * @param ownReplicas how many servers follow the replica
 * @param follows whether the replica follows somebody
 */
record ReplicaData(
        String source, String replica, DataRelation relation, UserDatabases held, boolean sameServer, int ownReplicas,
        boolean follows) {

    static ReplicaData look(Reach reach, String source, String replica) {
        Server copy = reach.server(replica);
        Server origin = reach.server(source);
        GtidSet executed = copy.gtidExecuted();
        GtidSet atSource = origin.gtidExecuted();
        GtidSet purged = GtidSet.of(origin.variables("gtid_purged").getOrDefault("gtid_purged", ""));
        return new ReplicaData(source, replica, DataRelation.of(executed, atSource, purged), UserDatabases.of(copy),
                uuid(copy).equals(uuid(origin)), followers(copy, origin),
                copy.replicaStatus() != null);
    }

    /**
     * How many follow it. A server that was frozen or cut off still lists those that have long followed another: the source
     * itself, when it follows nobody, and whoever follows the source now.
     */
    private static int followers(Server copy, Server origin) {
        Set<String> elsewhere = new HashSet<>(replicas(origin));
        if (origin.replicaStatus() == null) {
            elsewhere.add(uuid(origin));
        }
        return (int) replicas(copy).stream().filter(replica -> !elsewhere.contains(replica)).count();
    }

    private static List<String> replicas(Server server) {
        return server.query(server.dialect().showReplicas()).stream().map(row -> row.text("Replica_UUID")).toList();
    }

    private static String uuid(Server server) {
        return server.variables("server_uuid").getOrDefault("server_uuid", "");
    }

    /** Whether the replica can follow with the data that it has. */
    boolean usable() {
        return relation.canFollow() && !held.unfinishedCopy();
    }

    /** Whether it holds nothing that would have to go before a copy. */
    boolean empty() {
        return held.names().isEmpty() && relation == DataRelation.NEW && !follows;
    }

    /**
     * What forbids to throw the replica's data away.
     *
     * @param confirmed the databases that somebody agreed to lose by typing the host's name
     */
    Optional<Finding> keep(List<String> confirmed) {
        if (sameServer) {
            return Optional.of(Finding.blocker("SameServer", replica,
                    source + " and " + replica + " are one and the same server, or have the same server UUID.",
                    "Check the addresses of both hosts. If one disk is a clone of the other, give it a server UUID of its own."));
        }
        if (ownReplicas > 0) {
            return Optional.of(Finding.blocker("ReplicaHasReplicas", replica,
                    ownReplicas + " other server(s) follow " + replica + "; they would lose their source.",
                    "Let those servers follow another source first."));
        }
        List<String> unconfirmed = held.names().stream()
                .filter(name -> !name.equals(PanelPrivileges.DATABASE) && !confirmed.contains(name)).toList();
        if (!held.unfinishedCopy() && !unconfirmed.isEmpty()) {
            return Optional.of(Finding.blocker("ReplicaHoldsData", replica,
                    replica + " holds databases that nobody agreed to lose: " + described(unconfirmed) + ".",
                    "Read the facts of " + replica + " again, then start the set-up again and confirm what will be lost."));
        }
        return Optional.empty();
    }

    private String described(List<String> names) {
        return String.join(", ", names.stream().map(name -> name + " (" + held.sizeOf(name) + ")").toList());
    }

    String usableBecause() {
        return replica + " has " + source + "'s data already; following brings what is missing";
    }
}
