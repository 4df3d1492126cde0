package understudy.monitor;

/**
 * What a look asks, each in one round trip. Everything that changes from second to second is in one SELECT of scalars, because
 * the panel's cost of watching is round trips.
 */
final class LookQuestions {

    private static final String ALWAYS = """
            SELECT @@global.read_only AS read_only, @@global.super_read_only AS super_read_only,
             @@global.gtid_executed AS gtid_executed, @@server_uuid AS server_uuid, VERSION() AS version,
             CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED) AS now_micros""";

    private static final String BEAT = """
            , (SELECT MAX(beat) FROM understudy.heartbeat) AS beat""";

    private static final String APPLIED = """
            , (SELECT TIMESTAMPDIFF(MICROSECOND, LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP,
              LAST_APPLIED_TRANSACTION_END_APPLY_TIMESTAMP) FROM performance_schema.replication_applier_status_by_worker
              WHERE LAST_APPLIED_TRANSACTION <> '' ORDER BY LAST_APPLIED_TRANSACTION_END_APPLY_TIMESTAMP DESC LIMIT 1)
             AS apply_micros""";

    private static final String LONGEST = """
            , (SELECT MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())) * 1000 FROM information_schema.innodb_trx
              WHERE trx_rows_modified > 0) AS longest_millis""";

    /** Heartbeats come when nothing else does, so both count; all times are the replica's own, and 0 is never. */
    private static final String SILENT = """
            , (SELECT CAST((UNIX_TIMESTAMP(NOW(6)) - NULLIF(GREATEST(IFNULL(UNIX_TIMESTAMP(LAST_HEARTBEAT_TIMESTAMP), 0),
              IFNULL(UNIX_TIMESTAMP(LAST_QUEUED_TRANSACTION_END_QUEUE_TIMESTAMP), 0),
              IFNULL(UNIX_TIMESTAMP(QUEUEING_TRANSACTION_START_QUEUE_TIMESTAMP), 0)), 0)) * 1000000 AS SIGNED)
              FROM performance_schema.replication_connection_status ORDER BY CHANNEL_NAME LIMIT 1) AS silent_micros,
             (SELECT CAST(HEARTBEAT_INTERVAL * 1000 AS SIGNED)
              FROM performance_schema.replication_connection_configuration ORDER BY CHANNEL_NAME LIMIT 1) AS heartbeat_millis""";

    private static final String SEMI_SYNC = """
            , (SELECT VARIABLE_VALUE FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_status')
             AS semi_sync_status,
              (SELECT VARIABLE_VALUE FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients')
             AS semi_sync_clients""";

    static final String HAS_HEARTBEAT = """
            SELECT COUNT(*) AS found FROM information_schema.tables
             WHERE table_schema = 'understudy' AND table_name = 'heartbeat'""";

    /** What changes slowly, and what readiness and the pages need. */
    static final String SETTINGS = """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_id', 'bind_address', 'port', 'log_bin', 'log_replica_updates',
             'binlog_format', 'binlog_row_image', 'gtid_mode', 'enforce_gtid_consistency', 'read_only', 'super_read_only',
             'event_scheduler', 'sync_binlog', 'innodb_flush_log_at_trx_commit', 'datadir', 'log_bin_basename', 'replica_parallel_workers',
             'binlog_expire_logs_seconds', 'rpl_semi_sync_source_enabled', 'rpl_semi_sync_replica_enabled',
             'rpl_semi_sync_source_timeout', 'rpl_semi_sync_source_wait_for_replica_count')""";

    private LookQuestions() {
    }

    /**
     * The question of this second.
     *
     * @param heartbeat whether the heartbeat table is there
     * @param follows whether the server follows another
     * @param writes whether the server takes writes
     * @param silence whether to ask how long nothing has come from its source
     * @param semiSync whether its commits are to wait for replicas
     */
    static String now(boolean heartbeat, boolean follows, boolean writes, boolean silence, boolean semiSync) {
        return ALWAYS + (heartbeat ? BEAT : "") + (follows ? APPLIED : "") + (writes ? LONGEST : "") + (silence ? SILENT : "")
                + (semiSync ? SEMI_SYNC : "");
    }
}
