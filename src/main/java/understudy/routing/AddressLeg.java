package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.reach.Reach;
import understudy.remote.RemoteCommand;

/**
 * An address that only the source's host has. Never on two hosts: it is taken from every other member and proven gone there before it
 * is added; where a member can't be asked, the network must be silent about it. A panel that dies in between leaves it on no host.
 */
final class AddressLeg implements Leg {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NO_COMMAND = 127;

    private static final String HOLDS = "command -v ip > /dev/null || exit 127; ip -o -4 address show to \"$1\" | grep -q .";
    private static final String DROP = """
            ip -o -4 address show to "$1" | while read -r _ device _ held _; do ip address del "$held" dev "$device"; done""";
    private static final String DEVICE = """
            device=$(ip -o -4 route get "$1" | sed -nE 's/.* dev ([^ ]+).*/\\1/p'); [ -n "$device" ] && [ "$device" != lo ] || exit 70""";
    private static final String ADD = DEVICE + """

            ip address add "$2" dev "$device" && arping -q -U -c 1 -I "$device" "$1\"""";
    private static final String ANSWERS = DEVICE + """

            arping -D -q -c 2 -w 3 -I "$device" "$1\"""";

    private final Route.VirtualIp route;
    private final List<String> members;
    private final String target;
    private final Reach reach;

    AddressLeg(Route.VirtualIp route, List<String> members, String target, Reach reach) {
        this.route = route;
        this.members = members;
        this.target = target;
        this.reach = reach;
    }

    @Override
    public String title() {
        return "the address " + route.address();
    }

    @Override
    public String host() {
        return target;
    }

    @Override
    public List<String> commands() {
        List<String> lines = new ArrayList<>();
        others().forEach(other -> lines.add("sudo ip address del " + route.address() + " dev DEVICE   # on " + other + ", if it is there"));
        lines.add("sudo ip address add " + route.address() + " dev DEVICE && sudo arping -U -c 1 -I DEVICE " + route.bare() + "   # on " + target);
        return lines;
    }

    private List<String> others() {
        return members.stream().filter(member -> !member.equals(target)).toList();
    }

    @Override
    public Standing look() {
        boolean here = holds(target);
        List<String> elsewhere = others().stream().filter(other -> Boolean.TRUE.equals(held(other))).toList();
        if (!elsewhere.isEmpty()) {
            return new Standing.Elsewhere(route.address() + " is on " + String.join(", ", elsewhere));
        }
        return here ? new Standing.There(route.address() + " is on " + target) : new Standing.Elsewhere(route.address() + " isn't on " + target);
    }

    private boolean holds(String member) {
        int status = status(member, HOLDS, route.bare());
        if (status == NO_COMMAND) {
            throw new Problem(Finding.blocker("IpMissing", member, "There is no command ip on " + member + ".", "Install the package iproute2 there."));
        }
        return status == 0;
    }

    /** Null when the member can't be asked. */
    private @Nullable Boolean held(String member) {
        try {
            return holds(member);
        } catch (Problem unseen) {
            return null;
        }
    }

    private int status(String member, String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", script, "understudy"));
        words.addAll(List.of(arguments));
        return reach.host(member).run(RemoteCommand.of(words).asRootUser().within(LIMIT).accepting(0, 1, 2, 70, NO_COMMAND)
                .answering(output -> output.exitStatus()));
    }

    @Override
    public void prepare(Journal journal) {
        for (String member : members) {
            holds(member);
        }
        if (status(target, "command -v arping > /dev/null || exit 127") == NO_COMMAND) {
            throw new Problem(Finding.blocker("ArpingMissing", target, "There is no command arping on " + target
                    + ", so its neighbours wouldn't learn at once where the address is.", "Install the package iputils-arping there."));
        }
        if (status(target, DEVICE, route.bare()) != 0 && !holds(target)) {
            throw new Problem(Finding.blocker("NoNetworkForAddress", target, target + " has no network to which " + route.address() + " belongs.",
                    "Choose an address of a network that both hosts are in."));
        }
        String bound = reach.server(target).variables("bind_address").getOrDefault("bind_address", "");
        if (!List.of("*", "0.0.0.0", "::").contains(bound) && !bound.contains(route.bare())) {
            throw new Problem(Finding.blocker("NotListeningThere", target, "The server on " + target + " listens on " + bound
                    + " only, so nobody would reach it at " + route.bare() + ".", "Set bind-address = * on " + target + " and restart its server.")
                    .with(Map.of("bindAddress", bound)));
        }
        journal.say(title() + " can move to " + target);
    }

    @Override
    public void move(Journal journal) {
        List<String> unseen = new ArrayList<>();
        for (String other : others()) {
            Boolean held = held(other);
            if (held == null) {
                unseen.add(other);
            } else if (held) {
                take(other, journal);
            }
        }
        if (!holds(target)) {
            if (!unseen.isEmpty()) {
                requireSilence(unseen, journal);
            }
            give(journal);
        }
    }

    private void take(String other, Journal journal) {
        status(other, DROP, route.bare());
        if (holds(other)) {
            throw new Problem(Finding.blocker("AddressStays", other, route.address() + " is still on " + other + ", so it isn't given to " + target + ".",
                    "Take it away there by hand, then try again: " + commands().getFirst()));
        }
        journal.say(route.address() + " is gone from " + other);
    }

    /** What can't be asked is asked for over the network; a host that is switched off doesn't answer. */
    private void requireSilence(List<String> unseen, Journal journal) {
        String whom = String.join(", ", unseen);
        switch (status(target, ANSWERS, route.bare())) {
            case 0 -> journal.say("Nobody on the network answers for " + route.address() + "; " + whom + " can't be reached");
            case 1 -> throw new Problem(Finding.blocker("AddressAnswers", target, "Somebody on the network answers for " + route.address()
                    + ", and " + whom + " can't be reached. It isn't given to " + target + ": two hosts must never have it.",
                    "Switch " + whom + " off or take the address away there, then try again."));
            default -> throw new Problem(Finding.blocker("AddressUnknown", target, "Whether " + whom + " still has " + route.address()
                    + " can't be found out from " + target + ".", "Install the package iputils-arping on " + target
                    + ", make sure that " + whom + " is off, then try again."));
        }
    }

    private void give(Journal journal) {
        if (status(target, ADD, route.bare(), route.address()) != 0 && !holds(target)) {
            throw new Problem(Finding.blocker("AddressNotTaken", target, route.address() + " couldn't be given to " + target + ".",
                    "Do it by hand: " + commands().getLast()));
        }
        journal.say(route.address() + " is on " + target + ", and its neighbours were told");
    }
}
