package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.reach.Reach;
import understudy.remote.RemoteCommand;

/** An address that moves, as one host has it or not: what is asked there, and what is done there. Never decides who is to have it. */
final class HostAddress {

    /** What a script says that can't tell. */
    private static final int UNKNOWN = 70;
    private static final int NO_COMMAND = 127;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String HOLDS = """
            command -v ip > /dev/null || exit 127; held=$(ip -o -4 address show to "$1") || exit 70; [ -n "$held" ]""";
    /**
     * Where it is the first one of its network there, the kernel would drop the others of that network with it, unless it promotes them.
     * Connections that this host's own programs had by it to its own server would hang for a quarter of an hour: nothing that they send
     * arrives any more, nor does any answer. They are ended, where the kernel can do that.
     */
    private static final String DROP = """
            ip -o -4 address show to "$1" | while read -r _ device _ held _; do
                { echo 1 > "/proc/sys/net/ipv4/conf/$device/promote_secondaries"; } 2> /dev/null
                ip address del "$held" dev "$device"
            done
            ss -K src "$1" > /dev/null 2>&1 || true""";
    private static final String DEVICE = """
            route=$(ip -o -4 route get "$1") || exit 70; case "$route" in *" via "*) exit 70;; esac
            device=$(sed -nE 's/.* dev ([^ ]+).*/\\1/p' <<< "$route"); [ -n "$device" ] && [ "$device" != lo ] || exit 70""";
    private static final String ADD = DEVICE + """

            ip address add "$2" dev "$device\"""";
    private static final String TELL = """
            device=$(ip -o -4 address show to "$1" | head -n 1 | while read -r _ device _; do echo "$device"; done)
            [ -n "$device" ] && arping -q -U -c 1 -I "$device" "$1" || exit 1
            setsid arping -q -U -c 3 -I "$device" "$1" < /dev/null > /dev/null 2>&1 &""";
    private static final String ANSWERS = DEVICE + """

            arping -D -q -c "$2" -w "$2" -I "$device" "$1\"""";
    private static final String CAME_IN_BY = "set -- $SSH_CONNECTION; echo \"$3\"";

    private final Route.VirtualIp route;
    private final String host;
    private final Reach reach;

    HostAddress(Route.VirtualIp route, String host, Reach reach) {
        this.route = route;
        this.host = host;
        this.reach = reach;
    }

    /** Whether it is here. @throws Problem IpMissing, AddressUnseen, or when the host can't be asked */
    boolean isHere() {
        int status = status(HOLDS, route.bare());
        if (status == NO_COMMAND) {
            throw new Problem(Finding.blocker("IpMissing", host, "There is no command ip on " + host + ".", "Install the package iproute2 there."));
        }
        if (status > 1) {
            throw new Problem(Finding.blocker("AddressUnseen", host, "Whether " + host + " has " + route.address()
                    + " can't be seen: its command ip failed.", "Run on " + host + ": ip -4 address show to " + route.bare()));
        }
        return status == 0;
    }

    /** Taking away the address by which the panel itself comes in would cut the host off. @throws Problem AddressIsOwn */
    void requireNotItsOwn() {
        if (reach.host(host).run(RemoteCommand.of("bash", "-c", CAME_IN_BY).within(LIMIT).answering(output -> output.stdout().strip()))
                .equals(route.bare())) {
            throw new Problem(Finding.blocker("AddressIsOwn", host, route.bare() + " is the address at which the panel reaches " + host
                    + ", so it isn't taken away there.", "Give the route an address of its own, or " + host + " another one for the panel."));
        }
    }

    /** Returns when it is proven gone. @throws Problem AddressIsOwn, AddressStays */
    void take() {
        take(() -> true);
    }

    /**
     * As {@link #take()}.
     *
     * @param stillDue asked in the moment before it is taken
     * @return whether it was taken; false when that isn't due any more
     */
    boolean take(BooleanSupplier stillDue) {
        requireNotItsOwn();
        if (!stillDue.getAsBoolean()) {
            return false;
        }
        status(DROP, route.bare());
        if (isHere()) {
            throw new Problem(Finding.blocker("AddressStays", host, route.address() + " is still on " + host + ", so nobody else is given it.",
                    "Take it away there by hand, then try again: " + taking(route, host)));
        }
        return true;
    }

    /** As a person would type it; changes nothing where it isn't. */
    static HandCommand taking(Route.VirtualIp route, String host) {
        return new HandCommand(host, "ip -o -4 address show to " + route.bare() + " | while read -r _ device _ held _; do "
                + "echo 1 | sudo tee \"/proc/sys/net/ipv4/conf/$device/promote_secondaries\" > /dev/null 2>&1 || true; "
                + "sudo ip address del \"$held\" dev \"$device\"; done", "if it is there");
    }

    /** As a person would type it. Where it is already nothing is added: the way to it would be the loopback then, and the whole network with it. */
    static List<HandCommand> giving(Route.VirtualIp route, String host) {
        String here = "ip -o -4 address show to " + route.bare();
        return List.of(new HandCommand(host, here + " | grep -q . || { device=$(ip -o -4 route get " + route.bare()
                        + " | sed -nE '/ via /!s/.* dev ([^ ]+).*/\\1/p'); [ -n \"$device\" ] && [ \"$device\" != lo ] && sudo ip address add "
                        + route.address() + " dev \"$device\"; }"),
                new HandCommand(host, "sudo arping -U -c 3 -I \"$(" + here + " | awk '{print $2; exit}')\" " + route.bare(), "so that its neighbours know"));
    }

    /** Whether one of the host's own networks has a place for it. */
    boolean fits() {
        return status(DEVICE, route.bare()) == 0;
    }

    boolean canTell() {
        return status("command -v arping > /dev/null || exit 127") == 0;
    }

    /** Whoever has it would answer; a host that is switched off doesn't. */
    enum Network { SILENT, ANSWERS, UNKNOWN }

    /** Asks the network from here, where it must not be. @param questions a second apart */
    Network ask(int questions) {
        return switch (status(ANSWERS, route.bare(), String.valueOf(questions))) {
            case 0 -> Network.SILENT;
            case 1 -> Network.ANSWERS;
            default -> Network.UNKNOWN;
        };
    }

    /** Whoever calls has made sure that nobody else has it. @return whether it is here now */
    boolean add() {
        return status(ADD, route.bare(), route.address()) == 0 || isHere();
    }

    /** Tells the neighbours, at once and a few times more. @return whether that was possible */
    boolean tell() {
        return status(TELL, route.bare()) == 0;
    }

    private int status(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", script, "understudy"));
        words.addAll(List.of(arguments));
        return reach.host(host).run(RemoteCommand.of(words).asRootUser().within(LIMIT).accepting(0, 1, 2, UNKNOWN, NO_COMMAND)
                .answering(output -> output.exitStatus()));
    }
}
