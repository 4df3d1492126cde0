package understudy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Limits guesses, per account and per address. An attempt is taken beforehand and given back when it was right, so that many at
 * once don't slip through.
 *
 * <p>Who was right before from the same address has a limit of their own there: strangers who guess an admin's password can't
 * lock the admin out in the night when it matters.
 */
@Component
class Attempts {

    private static final int PER_ACCOUNT = 5;
    private static final int PER_ADDRESS = 20;
    private static final Duration REFILL = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 20_000;
    /** Only these are given to the resolver, which then has nothing to look up. */
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterAccess(REFILL.multipliedBy(2)).build();
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(KNOWN_FOR).build();
    private final TimeMeter time;

    Attempts(Clock clock) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Takes an attempt. False when there is none left: then don't even look at what was given. */
    boolean take(String account, String remoteAddress) {
        String address = network(remoteAddress);
        return bucket(addressKey(account, address), PER_ADDRESS).tryConsume(1)
                && bucket(accountKey(account, address), PER_ACCOUNT).tryConsume(1);
    }

    /** The attempt was right: it doesn't count, and this account is known at this address from now on. */
    void giveBack(String account, String remoteAddress) {
        String address = network(remoteAddress);
        bucket(addressKey(account, address), PER_ADDRESS).addTokens(1);
        bucket(accountKey(account, address), PER_ACCOUNT).addTokens(1);
        remember(account, remoteAddress);
    }

    /** Whether there is an attempt left, without taking it. */
    boolean left(String account, String remoteAddress) {
        String address = network(remoteAddress);
        return bucket(addressKey(account, address), PER_ADDRESS).getAvailableTokens() > 0
                && bucket(accountKey(account, address), PER_ACCOUNT).getAvailableTokens() > 0;
    }

    /** This account was right at this address. */
    void remember(String account, String remoteAddress) {
        known.put(account + "\n" + network(remoteAddress), true);
    }

    private String accountKey(String account, String address) {
        return isKnown(account, address) ? "known\n" + account + "\n" + address : "account\n" + account;
    }

    private String addressKey(String account, String address) {
        return isKnown(account, address) ? "known-address\n" + account + "\n" + address : "address\n" + address;
    }

    private boolean isKnown(String account, String address) {
        return known.getIfPresent(account + "\n" + address) != null;
    }

    private Bucket bucket(String key, int capacity) {
        return buckets.get(key, unused -> Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, REFILL))
                .withCustomTimePrecision(time).build());
    }

    /** An IPv6 client owns a whole /64, so that is what counts. */
    static String network(String remoteAddress) {
        if (!remoteAddress.contains(":") || !LITERAL.matcher(remoteAddress).matches()) {
            return remoteAddress;
        }
        try {
            byte[] address = InetAddress.getByName(remoteAddress).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(address, Math.min(8, address.length)));
        } catch (UnknownHostException notALiteral) {
            return remoteAddress;
        }
    }
}
