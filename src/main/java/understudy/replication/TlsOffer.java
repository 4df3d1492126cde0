package understudy.replication;

import understudy.mysql.Server;

/** Whether a server takes encrypted connections on its usual port. */
final class TlsOffer {

    private static final String QUESTION = """
            SELECT VALUE AS enabled FROM performance_schema.tls_channel_status
            WHERE CHANNEL = 'mysql_main' AND PROPERTY = 'Enabled'""";

    private TlsOffer() {
    }

    static boolean of(Server server) {
        return server.query(QUESTION).stream().anyMatch(row -> "Yes".equals(row.get("enabled")));
    }
}
