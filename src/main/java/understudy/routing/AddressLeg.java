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

    private static final String HOLDS = """
            command -v ip > /dev/null || exit 127; held=$(ip -o -4 address show to "$1") || exit 70; [ -n "$held" ]""";
    private static final String DROP = """
            ip -o -4 address show to "$1" | while read -r _ device _ held _; do ip address del "$held" dev "$device"; done""";
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
        lines.add("sudo ip address add " + route.address() + " dev DEVICE && sudo arping -U -c 3 -I DEVICE " + route.bare() + "   # on " + target);
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
        if (status > 1) {
            throw new Problem(Finding.blocker("AddressUnseen", member, "Whether " + member + " has " + route.address()
                    + " can't be seen: its command ip failed.", "Run on " + member + ": ip -4 address show to " + route.bare()));
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
            if (holds(member)) {
                requireNotItsOwn(member);
            }
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
                take(other);
                journal.say(route.address() + " is gone from " + other);
            }
        }
        if (!holds(target)) {
            requireSilence(unseen, journal);
            give(journal);
        }
        tell(journal);
    }

    /** Takes it from this host, where it is there, and proves that. @return whether it was there. @throws Problem AddressStays */
    boolean takeFrom(String other) {
        boolean there = holds(other);
        if (there) {
            take(other);
        }
        return there;
    }

    /** Taking away the address by which the panel itself comes in would cut the host off. */
    private void requireNotItsOwn(String member) {
        if (reach.host(member).run(RemoteCommand.of("bash", "-c", CAME_IN_BY).within(LIMIT).answering(output -> output.stdout().strip()))
                .equals(route.bare())) {
            throw new Problem(Finding.blocker("AddressIsOwn", member, route.bare() + " is the address at which the panel reaches " + member
                    + ", so it isn't taken away there.", "Give the route an address of its own, or " + member + " another one for the panel."));
        }
    }

    private void take(String other) {
        requireNotItsOwn(other);
        status(other, DROP, route.bare());
        if (holds(other)) {
            throw new Problem(Finding.blocker("AddressStays", other, route.address() + " is still on " + other + ", so it isn't given to " + target + ".",
                    "Take it away there by hand, then try again: " + commands().getFirst()));
        }
    }

    /** Whoever has it, member or not, would answer; a host that is switched off doesn't. */
    private void requireSilence(List<String> unseen, Journal journal) {
        String besides = unseen.isEmpty() ? "" : ", and " + String.join(", ", unseen) + " can't be reached";
        switch (status(target, ANSWERS, route.bare(), unseen.isEmpty() ? "1" : "3")) {
            case 0 -> journal.say("Nobody on the network answers for " + route.address() + besides);
            case 1 -> throw new Problem(Finding.blocker("AddressAnswers", target, "Somebody on the network answers for " + route.address() + besides
                    + ". It isn't given to " + target + ": two hosts must never have it.",
                    "Find out who has it (arping " + route.bare() + " on " + target + "), switch that off or take the address away there, then try again."));
            default -> throw new Problem(Finding.blocker("AddressUnknown", target, "Whether somebody else has " + route.address()
                    + " can't be found out from " + target + besides + ".", "Install the package iputils-arping on " + target
                    + (unseen.isEmpty() ? "" : ", make sure that " + String.join(", ", unseen) + " is off") + ", then try again."));
        }
    }

    private void give(Journal journal) {
        if (status(target, ADD, route.bare(), route.address()) != 0 && !holds(target)) {
            throw new Problem(Finding.blocker("AddressNotTaken", target, route.address() + " couldn't be given to " + target + ".",
                    "Do it by hand: " + commands().getLast()));
        }
        journal.say(route.address() + " is on " + target);
    }

    /** Each time, also where it was there already: a panel that died just before, or whoever had it too, left the neighbours with the old way. */
    private void tell(Journal journal) {
        journal.say(status(target, TELL, route.bare()) == 0 ? "Its neighbours were told that " + route.address() + " is on " + target
                : "Its neighbours couldn't be told that " + route.address() + " is on " + target
                        + "; until their entries are old, after minutes, some may look for it where it was");
    }
}
