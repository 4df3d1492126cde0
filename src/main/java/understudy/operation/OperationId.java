package understudy.operation;

import java.security.SecureRandom;
import java.time.Instant;

/** Names of operations: the later one is the greater one, so that the newest is found without a clock. */
final class OperationId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private OperationId() {
    }

    static String at(Instant now) {
        return "%012x%06x".formatted(now.toEpochMilli(), RANDOM.nextInt(1 << 24));
    }
}
