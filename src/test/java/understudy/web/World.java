package understudy.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Verdict;
import understudy.operation.OperationView;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Member;
import understudy.topology.Policy;

/** Invented hosts and clusters in every state that a page has to show. */
class World {

    static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    final Map<String, Host> hosts = new TreeMap<>();
    final Map<String, Cluster> clusters = new TreeMap<>();
    final Map<String, HostState> states = new LinkedHashMap<>();
    final List<OperationView> operations = new ArrayList<>();

    World() {
        Instant now = Instant.now();
        host("mercury", "192.168.178.61", 1, now);
        host("uranus", "192.168.178.66", 2, now);
        host("neptune", "192.168.178.67", 3, now);
        host("jupiter", "192.168.178.80", 4, now);
        host("saturn", "192.168.178.81", 5, now);
        host("pluto", "192.168.178.90", 6, now);
        cluster("secondhand", "mercury", "uranus", "neptune");
        cluster("bazaar", "jupiter", "saturn");
        states.put("mercury", source("mercury", now));
        states.put("uranus", replica("uranus", "mercury", 110L, null, now));
        states.put("neptune", replica("neptune", "mercury", 210L, null, now));
        states.put("jupiter", source("jupiter", now));
        states.put("saturn", replica("saturn", "jupiter", null,
                "Got fatal error 1236 from source when reading data from binary log: 'Could not find first log file name in binary log index file'", now));
        troubled(now);
        operations.addAll(new Operas(now).all());
    }

    /** A source that is down, a pair of which nothing is seen, and one that isn't set up yet. */
    private void troubled(Instant now) {
        int number = 7;
        for (String name : List.of("triton", "nereid", "juno", "ceres", "vesta", "pallas", "hermes", "iris")) {
            host(name, "192.168.178." + (100 + number), number++, now);
        }
        cluster("harbour", "triton", "nereid");
        cluster("adrift", "juno", "ceres");
        cluster("attic", "vesta", "pallas");
        clusters.computeIfPresent("attic", (name, attic) -> attic.with("pallas", Member.Role.UNCONFIGURED));
        states.put("triton", lost(source("triton", now), now.minusSeconds(187)));
        states.put("nereid", replica("nereid", "triton", null, "error connecting to master 'repl@192.168.178.107:3306' - retry-time: 1, error 2003", now));
        states.put("juno", lost(source("juno", now), now.minusSeconds(64)));
        states.put("ceres", lost(replica("ceres", "juno", null, null, now), now.minusSeconds(64)));
        states.put("vesta", source("vesta", now));
        states.put("pallas", unconfigured("pallas", now));
    }

    private static HostState lost(HostState seen, Instant at) {
        return new HostState(seen.name(), seen.role(), false, false, seen.writable(), seen.version(), seen.serverUuid(), seen.gtidExecuted(),
                seen.position(), seen.replication(), seen.settings(), null, null, seen.freeBytes(), null,
                unreachable(seen.name(), Duration.ofSeconds(3)), at, at);
    }

    private static HostState unconfigured(String name, Instant now) {
        return new HostState(name, Member.Role.UNCONFIGURED, true, true, true, "9.7.4", "77", "", null, null, settings("1", false), null,
                0.0, 22_000_000_000L, 1L, null, now, now);
    }

    ClusterState state(String name) {
        Cluster cluster = clusters.get(name);
        List<HostState> members = cluster.members().stream().map(member -> seen(member.host())).toList();
        boolean broken = members.stream().anyMatch(host -> host.replication() != null && !host.replication().ioRunning());
        boolean sourceLost = members.stream().anyMatch(host -> host.role() == Member.Role.SOURCE && !host.reachable());
        boolean bare = members.stream().noneMatch(host -> host.role() == Member.Role.REPLICA);
        return new ClusterState(name, 1, bare ? Health.UNCONFIGURED : sourceLost ? Health.SOURCE_DOWN : broken ? Health.DEGRADED : Health.HEALTHY, cluster.source().orElse(null), members,
                Instant.now().minusMillis(400), diagnosis(cluster, sourceLost, broken));
    }

    private static Diagnosis diagnosis(Cluster cluster, boolean sourceLost, boolean broken) {
        String source = cluster.source().orElseThrow();
        Instant since = Instant.now().minusSeconds(64);
        if (!sourceLost) {
            return new Diagnosis(cluster.name(), source, Verdict.HEALTHY, source + " answers and its replicas follow.", List.of(), false,
                    null, since, true);
        }
        return broken ? new Diagnosis(cluster.name(), source, Verdict.SERVER_DEAD,
                "The server on " + source + " is dead: its host answers, and no process of it is left.",
                List.of("12:00:03: the host " + source + " answers by SSH: there is no server process, nothing listens on its port.",
                        "12:00:03: nereid has lost " + source + " too, the last sign is 1.1 s old."), true, null, since, true)
                : new Diagnosis(cluster.name(), source, Verdict.PANEL_ISOLATED,
                "The panel sees none of the servers, neither " + source + " nor its replicas.", List.of(), false,
                "A panel that sees nobody may be the one that is cut off. Look at its own network first.", since, false);
    }

    /** The state of a host as if it had been looked at just now. */
    HostState seen(String name) {
        HostState old = states.get(name);
        Instant at = Instant.now().minusMillis(400);
        return new HostState(old.name(), old.role(), old.reachable(), old.sshReachable(), old.writable(), old.version(), old.serverUuid(),
                old.gtidExecuted(), old.position(), old.replication(), old.settings(), old.longestTransactionMillis(),
                old.commitsPerSecond(), old.freeBytes(), old.clockSkewMillis(), old.problem(), old.reachable() ? at : old.seenAt(), at);
    }

    private void cluster(String name, String source, String... replicas) {
        List<Member> members = new ArrayList<>(List.of(new Member(source, Member.Role.SOURCE)));
        for (String replica : replicas) {
            members.add(new Member(replica, Member.Role.REPLICA));
        }
        clusters.put(name, new Cluster(name, List.of("secondhand_production"), members, Policy.DEFAULT, "repl", null, Instant.now()));
    }

    private void host(String name, String address, long serverId, Instant now) {
        HostFacts facts = new HostFacts("Debian GNU/Linux 13 (trixie)", "MySQL", "9.7.4", serverId, UUID, "127.0.0.1", true, "ON",
                "/var/run/mysqld/mysqld.sock", "/var/lib/mysql", "mysql", true,
                List.of("/etc/mysql/my.cnf", "/etc/mysql/mysql.conf.d/mysqld.cnf"),
                Map.of("secondhand_production", 1_073_000_000L, "secondhand_staging", 31_000_000L), 41_200_000_000L,
                new TreeMap<>(Map.of("mysqldump", "/usr/bin/mysqldump", "mysqlbinlog", "/usr/bin/mysqlbinlog", "zstd", "/usr/bin/zstd")),
                new HostFacts.Secondhand("/var/www/secondhand/shared/config/database.yml", "secondhand_production"), now);
        boolean met = !"pluto".equals(name);
        hosts.put(name, new Host(name, address, 22, "pierre", 3306, null, address, "ssh-ed25519",
                "SHA256:4zCkH2o2m1tGk0b0sV1qkYhXk9y5C1zRrJqO3X7yYxE", met, null, met ? "sealed" : null, met ? facts : null, now));
    }

    private static HostState source(String name, Instant now) {
        return new HostState(name, Member.Role.SOURCE, true, true, true, "9.7.4", UUID, UUID + ":1-481516", "mysql-bin.000042:2342108",
                null, settings("1", false), null, 214.0, 41_200_000_000L, 3L, null, now, now);
    }

    static HostState replica(String name, String source, Long lag, String error, Instant now) {
        boolean ok = error == null;
        Map<String, String> raw = new LinkedHashMap<>();
        raw.put("Replica_IO_State", ok ? "Waiting for source to send event" : "");
        raw.put("Source_Host", source);
        raw.put("Source_Log_File", "mysql-bin.000042");
        raw.put("Read_Source_Log_Pos", "2342108");
        raw.put("Replica_IO_Running", ok ? "Yes" : "No");
        raw.put("Replica_SQL_Running", "Yes");
        raw.put("Last_IO_Errno", ok ? "0" : "13114");
        raw.put("Last_IO_Error", ok ? "" : error);
        raw.put("Executed_Gtid_Set", UUID + ":1-481516");
        return new HostState(name, Member.Role.REPLICA, true, true, false, "9.7.4", "8a94f357-aab4-11df-86ab-c80aa9429563",
                UUID + ":1-481516", "mysql-bin.000007:991", new HostState.Replication(source, ok, true, lag, ok ? 0L : 5812L, "", error,
                        ok ? 0 : 1236, raw), settings("2", true), null, 0.0, 17_900_000_000L, -2L, null, now, now);
    }

    static Map<String, String> settings(String serverId, boolean readOnly) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("server_id", serverId);
        settings.put("bind_address", "192.168.178.61");
        settings.put("log_bin", "ON");
        settings.put("log_replica_updates", "ON");
        settings.put("binlog_format", "ROW");
        settings.put("gtid_mode", "ON");
        settings.put("read_only", readOnly ? "ON" : "OFF");
        settings.put("super_read_only", readOnly ? "ON" : "OFF");
        return settings;
    }

    static Finding unreachable(String host, Duration since) {
        return Finding.blocker("HostUnreachable", host, host + " doesn't answer on port 22 (connection timed out).",
                "Check whether the machine is up and the network lets the panel through.");
    }
}
