package understudy.whole;

import java.time.Duration;
import java.util.List;
import understudy.lab.LabHost;

/**
 * Whether a host has an address, looked at from inside, also while nobody reaches it. What is certain for one look is taken as certain
 * until the next; all hosts of the lab share one clock.
 */
final class HeldWatch {

    private static final String LOOK = """
            cat > /tmp/held.sh <<'SCRIPT'
            while :; do
                held=$(ip -o -4 addr show to %s)
                echo "${EPOCHREALTIME//[.,]/} ${held:+yes}"
                sleep 0.02
            done > /tmp/held
            SCRIPT
            setsid bash /tmp/held.sh < /dev/null > /dev/null 2>&1 & sleep 0.3""";

    private final LabHost host;

    private HeldWatch(LabHost host) {
        this.host = host;
    }

    static HeldWatch of(LabHost host, String address) {
        host.exec(LOOK.formatted(address));
        return new HeldWatch(host);
    }

    /** A moment on the hosts' clock, in microseconds. */
    long now() {
        return Long.parseLong(host.exec("echo ${EPOCHREALTIME//[.,]/}"));
    }

    private record Look(long atMicros, boolean held) {
    }

    /** From that moment until it was first seen without the address; it must have been. */
    Duration heldAfter(long fromMicros) {
        long gone = looks().stream().filter(look -> look.atMicros() > fromMicros && !look.held()).mapToLong(Look::atMicros).findFirst().orElseThrow();
        return Duration.ofNanos((gone - fromMicros) * 1_000);
    }

    /** In how many looks it had the address while the other host, by its nearest look before, had it too. */
    long heldAtOnce(HeldWatch other) {
        List<Look> others = other.looks();
        return looks().stream().filter(Look::held).filter(look -> others.stream().filter(before -> before.atMicros() <= look.atMicros())
                .reduce((earlier, later) -> later).filter(Look::held).isPresent()).count();
    }

    int looksAfter(long fromMicros) {
        return (int) looks().stream().filter(look -> look.atMicros() > fromMicros).count();
    }

    private List<Look> looks() {
        return host.exec("cat /tmp/held").lines().map(line -> new Look(Long.parseLong(line.split(" ")[0]), line.endsWith("yes"))).toList();
    }
}
