package understudy.rescue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import understudy.mysql.GtidSet;
import understudy.mysql.Server;
import understudy.reach.Reach;

/**
 * How a server's transactions stand to those of the source that it is to follow.
 *
 * @param executed by the server
 * @param atSource executed by the source, read afterwards
 * @param purged no longer in the source's log
 */
record ErrantLook(GtidSet executed, GtidSet atSource, GtidSet purged) {

    static ErrantLook at(Reach reach, String source, String host) {
        GtidSet executed = reach.server(host).gtidExecuted();
        Server origin = reach.server(source);
        GtidSet atSource = origin.gtidExecuted();
        return new ErrantLook(executed, atSource, GtidSet.of(origin.variables("gtid_purged").getOrDefault("gtid_purged", "")));
    }

    /** What the source never had. */
    GtidSet errant() {
        return executed.minus(atSource);
    }

    /** The file that these would be kept in: the same transactions always go by the same name. */
    String fileOf(String host) {
        return host + "-own-transactions-" + hash(errant().toString()) + ".sql";
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 5);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
