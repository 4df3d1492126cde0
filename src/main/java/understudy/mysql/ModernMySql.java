package understudy.mysql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * MySQL from 8.4 on: only the source and replica words, GTIDs, {@code super_read_only}, TLS between servers by default.
 *
 * @param version of the server
 */
record ModernMySql(Version version) implements Dialect {

    /** Not among them: gtid_mode, which only moves in steps, and binlog_format, which open sessions keep. */
    private static final Set<String> AT_ONCE = Set.of("server_id", "read_only", "super_read_only", "replica_net_timeout",
            "binlog_expire_logs_seconds", "sync_binlog", "innodb_flush_log_at_trx_commit", "max_connections");

    private static final Map<String, List<String>> OLDER_NAMES = Map.of(
            "log_replica_updates", List.of("log_slave_updates"),
            "skip_replica_start", List.of("skip_slave_start"),
            "replica_net_timeout", List.of("slave_net_timeout"),
            "replica_parallel_workers", List.of("slave_parallel_workers"));

    @Override
    public String label() {
        return "MySQL " + version;
    }

    @Override
    public String showReplicaStatus() {
        return "SHOW REPLICA STATUS";
    }

    @Override
    public ReplicaStatus replicaStatus(Row row) {
        return ReplicaStatusReader.read(row);
    }

    @Override
    public String showBinaryLogStatus() {
        return "SHOW BINARY LOG STATUS";
    }

    @Override
    public String showBinaryLogs() {
        return "SHOW BINARY LOGS";
    }

    @Override
    public String showReplicas() {
        return "SHOW REPLICAS";
    }

    @Override
    public String selectGtidExecuted() {
        return "SELECT @@GLOBAL.gtid_executed AS executed";
    }

    @Override
    public SecretStatement followSource(SourceLink link) {
        String before = "CHANGE REPLICATION SOURCE TO SOURCE_HOST=" + Sql.text(link.address())
                + ", SOURCE_PORT=" + link.port()
                + ", SOURCE_USER=" + Sql.text(link.user())
                + ", SOURCE_PASSWORD=";
        String after = ", SOURCE_AUTO_POSITION=1"
                + (link.tls() ? ", SOURCE_SSL=1" : ", SOURCE_SSL=0, GET_SOURCE_PUBLIC_KEY=1")
                + ", SOURCE_CONNECT_RETRY=" + link.retryEvery().toSeconds()
                // the default gives up after ten tries, and then nobody starts it again
                + ", SOURCE_RETRY_COUNT=" + link.retries()
                + ", SOURCE_HEARTBEAT_PERIOD=" + link.heartbeat().toMillis() / 1000.0;
        return new SecretStatement(before, after);
    }

    @Override
    public String startReplica() {
        return "START REPLICA";
    }

    @Override
    public String stopReplica() {
        return "STOP REPLICA";
    }

    @Override
    public String stopReceiver() {
        return "STOP REPLICA IO_THREAD";
    }

    @Override
    public String startReceiver() {
        return "START REPLICA IO_THREAD";
    }

    @Override
    public String startApplier() {
        return "START REPLICA SQL_THREAD";
    }

    @Override
    public String stopApplier() {
        return "STOP REPLICA SQL_THREAD";
    }

    @Override
    public String executeWithoutDelay() {
        return "CHANGE REPLICATION SOURCE TO SOURCE_DELAY=0";
    }

    @Override
    public String forgetSource() {
        return "RESET REPLICA ALL";
    }

    @Override
    public String resetBinaryLogsAndGtids() {
        return "RESET BINARY LOGS AND GTIDS";
    }

    @Override
    public String setGtidPurged() {
        return "SET GLOBAL gtid_purged = ?";
    }

    @Override
    public String closeForWrites() {
        // switches read_only on too
        return "SET GLOBAL super_read_only = ON";
    }

    @Override
    public String openForWrites() {
        // switches super_read_only off too
        return "SET GLOBAL read_only = OFF";
    }

    @Override
    public String letAdministratorsWrite() {
        // read_only stays on
        return "SET GLOBAL super_read_only = OFF";
    }

    @Override
    public SecretStatement createAccount(String account, boolean tls) {
        return new SecretStatement("CREATE USER IF NOT EXISTS " + account + " IDENTIFIED WITH caching_sha2_password AS ",
                conditions(tls));
    }

    @Override
    public SecretStatement setAccount(String account, boolean tls) {
        return new SecretStatement("ALTER USER " + account + " IDENTIFIED WITH caching_sha2_password AS ",
                conditions(tls) + " ACCOUNT UNLOCK");
    }

    private static String conditions(boolean tls) {
        // a password that expires by the server's policy would end replication one night
        return (tls ? " REQUIRE SSL" : " REQUIRE NONE") + " PASSWORD EXPIRE NEVER";
    }

    @Override
    public String revokeEverything(String account) {
        return "REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + account;
    }

    @Override
    public String grantReplication(String account) {
        return "GRANT REPLICATION SLAVE ON *.* TO " + account;
    }

    @Override
    public String replicationGrantOnly(String user, String host) {
        return "GRANT REPLICATION SLAVE ON *.* TO " + Sql.name(user) + "@" + Sql.name(host);
    }

    @Override
    public String waitForExecuted() {
        return "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ?) AS outcome";
    }

    @Override
    public String waitForReceived() {
        return "SELECT WAIT_FOR_EXECUTED_GTID_SET((SELECT RECEIVED_TRANSACTION_SET"
                + " FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = ''), ?) AS outcome";
    }

    @Override
    public String repoint(String address, int port) {
        return "CHANGE REPLICATION SOURCE TO SOURCE_HOST=" + Sql.text(address) + ", SOURCE_PORT=" + port + ", SOURCE_AUTO_POSITION=1";
    }

    @Override
    public String kill(long connectionId) {
        return "KILL " + connectionId;
    }

    @Override
    public String setGlobal(String variable) {
        return "SET GLOBAL " + Sql.name(variable) + " = ?";
    }

    @Override
    public String resetPersisted(String variable) {
        return "RESET PERSIST IF EXISTS " + Sql.name(variable);
    }

    @Override
    public boolean takesEffectAtOnce(String variable) {
        return AT_ONCE.contains(variable) || comesWithPlugin(variable);
    }

    @Override
    public Map<String, String> semiSyncPlugins() {
        Map<String, String> plugins = new LinkedHashMap<>();
        plugins.put("rpl_semi_sync_source", "semisync_source.so");
        plugins.put("rpl_semi_sync_replica", "semisync_replica.so");
        return plugins;
    }

    @Override
    public String installPlugin(String name, String library) {
        return "INSTALL PLUGIN " + name + " SONAME '" + library + "'";
    }

    @Override
    public List<String> emptyTransaction(String gtid) {
        return List.of("SET SESSION gtid_next = '" + gtid + "'", "BEGIN", "COMMIT", "SET SESSION gtid_next = 'AUTOMATIC'");
    }

    @Override
    public String nameInFiles(String variable) {
        return comesWithPlugin(variable) ? "loose_" + variable : variable;
    }

    @Override
    public boolean comesWithPlugin(String variable) {
        return variable.startsWith("rpl_semi_sync_");
    }

    @Override
    public List<String> otherNames(String variable) {
        return OLDER_NAMES.getOrDefault(variable, List.of());
    }

    @Override
    public List<String> optionFiles() {
        return List.of("/etc/my.cnf", "/etc/mysql/my.cnf");
    }

    @Override
    public String dumpPositionOption() {
        return "--source-data=2";
    }
}
