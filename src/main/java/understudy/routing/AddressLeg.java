package understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.reach.Reach;
import understudy.remote.HostUnreachable;

/**
 * An address that only the source's host has. Never on two hosts: it is taken from every other member and proven gone there before it
 * is added; where nobody had it, or a member can't be asked, the network must be silent about it. A panel that dies in between leaves it on no host.
 */
final class AddressLeg implements Leg {

    /** How often the network is asked, a second apart: each is a second of the outage, and a host that nobody could ask may answer late. */
    private static final int ASKED_IN_OUTAGE = 1;
    private static final int ASKED_BETWEEN = 2;
    private static final int ASKED_OF_UNSEEN = 3;

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
    public List<HandCommand> commands() {
        return Stream.concat(others().stream().map(other -> HostAddress.taking(route, other)), HostAddress.giving(route, target).stream()).toList();
    }

    @Override
    public String withoutPanel() {
        return "It must never be on two hosts: first take it from " + String.join(" and ", others()) + ", or make sure that those are switched off.";
    }

    private List<String> others() {
        return members.stream().filter(member -> !member.equals(target)).toList();
    }

    private HostAddress at(String member) {
        return new HostAddress(route, member, reach);
    }

    @Override
    public Standing look() {
        boolean here = at(target).isHere();
        List<String> elsewhere = ask().having();
        if (!elsewhere.isEmpty()) {
            return new Standing.Elsewhere(route.address() + " is on " + String.join(", ", elsewhere));
        }
        return here ? needs().notListening().<Standing>map(Standing.Stuck::new).orElseGet(() -> new Standing.There(route.address() + " is on " + target))
                : new Standing.Elsewhere(route.address() + " isn't on " + target);
    }

    @Override
    public List<Finding> foresee() {
        return needs().missing();
    }

    private AddressNeeds needs() {
        return new AddressNeeds(route, target, reach);
    }

    /** Who has it beside the target, and who can't be asked. */
    private record Others(List<String> having, List<String> unseen) {
    }

    private Others ask() {
        Others answer = new Others(new ArrayList<>(), new ArrayList<>());
        for (String other : others()) {
            try {
                if (at(other).isHere()) {
                    answer.having().add(other);
                }
            } catch (Problem unseen) {
                answer.unseen().add(other);
            }
        }
        return answer;
    }

    @Override
    public void prepare(Journal journal) {
        for (String member : members) {
            try {
                if (at(member).isHere()) {
                    at(member).requireNotItsOwn();
                }
            } catch (HostUnreachable away) {
                if (member.equals(target)) {
                    throw away;
                }
                journal.say(member + " can't be asked; the network has to be silent about " + route.bare() + " when it moves");
            }
        }
        needs().missing().stream().findFirst().ifPresent(missing -> {
            throw new Problem(missing);
        });
        journal.say(title() + " can move to " + target);
    }

    @Override
    public void move(Journal journal) {
        Others others = ask();
        for (String other : others.having()) {
            at(other).take();
            journal.say(route.address() + " is gone from " + other);
        }
        if (!at(target).isHere()) {
            // with all members asked and one of them holding it until now, there is one holder again; to ask would be a second of the outage
            if (others.having().isEmpty() || !others.unseen().isEmpty()) {
                journal.say(requireSilence(others.unseen(), ASKED_IN_OUTAGE));
            }
            give();
            journal.say(route.address() + " is on " + target);
        }
        journal.say(tell());
    }

    /**
     * Gives it to the target where nobody has it, taking it from nobody.
     *
     * @param stillDue asked in the moment before it is given
     * @return what was done in sentences, or empty when it is there already or isn't due any more
     * @throws Problem AddressElsewhere, or as {@link #move} does
     */
    Optional<String> giveBack(BooleanSupplier stillDue) {
        if (at(target).isHere()) {
            return Optional.empty();
        }
        Others others = ask();
        if (!others.having().isEmpty()) {
            String other = others.having().getFirst();
            throw new Problem(Finding.blocker("AddressElsewhere", other, route.address() + " is on " + other + ", so it isn't given to " + target + ".",
                    "Lead the application to " + target + "; then it is taken away there first."));
        }
        String silence = requireSilence(others.unseen(), ASKED_BETWEEN);
        if (!stillDue.getAsBoolean()) {
            return Optional.empty();
        }
        give();
        return Optional.of(silence + ". " + tell());
    }

    /** Whoever has it, member or not, would answer; a host that is switched off doesn't. @param questions where every member was seen without it */
    private String requireSilence(List<String> unseen, int questions) {
        String besides = unseen.isEmpty() ? "" : ", and " + String.join(", ", unseen) + " can't be reached";
        return switch (at(target).ask(unseen.isEmpty() ? questions : ASKED_OF_UNSEEN)) {
            case SILENT -> "Nobody on the network answers for " + route.address() + besides;
            case ANSWERS -> throw new Problem(Finding.blocker("AddressAnswers", target, "Somebody on the network answers for " + route.address() + besides
                    + ". It isn't given to " + target + ": two hosts must never have it.",
                    "Find out who has it (arping " + route.bare() + " on " + target + "), switch that off or take the address away there, then try again."));
            case UNKNOWN -> throw new Problem(Finding.blocker("AddressUnknown", target, "Whether somebody else has " + route.address()
                    + " can't be found out from " + target + besides + ".", "Install the package iputils-arping on " + target
                    + (unseen.isEmpty() ? "" : ", make sure that " + String.join(", ", unseen) + " is off") + ", then try again."));
        };
    }

    private void give() {
        if (!at(target).add()) {
            throw new Problem(Finding.blocker("AddressNotTaken", target, route.address() + " couldn't be given to " + target + ".",
                    "Do it by hand: " + HandCommand.joined(HostAddress.giving(route, target))));
        }
    }

    /** Each time, also where it was there already: a panel that died just before, or whoever had it too, left the neighbours with the old way. */
    private String tell() {
        return at(target).tell() ? "Its neighbours were told that " + route.address() + " is on " + target
                : "Its neighbours couldn't be told that " + route.address() + " is on " + target
                        + "; until their entries are old, after minutes, some may look for it where it was";
    }
}
