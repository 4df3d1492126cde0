package understudy.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.copy.CopyWay;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * The possible ways of copying, the best first, each with its reason. Pure: facts in, ranking out.
 *
 * @param ranked the possible ones; empty when there is none
 * @param impossible why the others aren't possible
 */
record CopyChoice(List<Ranked> ranked, List<Finding> impossible) {

    CopyChoice {
        ranked = List.copyOf(ranked);
        impossible = List.copyOf(impossible);
    }

    /** A way and why it has its place. @param reason a sentence for the admin */
    record Ranked(CopyWay way, String reason) {
    }

    /** What somebody asked for, as in the REST contract. */
    enum Wish { AUTO, CLONE, STREAM, PHYSICAL, CLASSIC }

    /** Ranks the ways between these hosts; tools that enrolment didn't look for are taken to be there. */
    static CopyChoice between(Host source, Host replica) {
        List<Finding> missing = new ArrayList<>();
        boolean dump = has(source, "mysqldump", missing);
        boolean gzip = has(source, "gzip", missing) & has(replica, "gzip", missing);
        List<Ranked> ranked = new ArrayList<>();
        if (dump) {
            ranked.add(new Ranked(CopyWay.STREAM, "Dumps and loads at the same time and needs no room for a file."));
        }
        if (dump && gzip) {
            ranked.add(new Ranked(CopyWay.CLASSIC,
                    "Takes longer, because each part waits for the one before, and needs room for a file on both hosts."));
        }
        return new CopyChoice(ranked, missing);
    }

    private static boolean has(Host host, String tool, List<Finding> missing) {
        HostFacts facts = host.facts();
        Map<String, String> tools = facts == null ? Map.of() : facts.tools();
        if (tools.isEmpty() || tools.containsKey(tool)) {
            return true;
        }
        missing.add(Finding.blocker("ToolMissing", host.name(), host.name() + " has no " + tool + ".",
                "Install it there, then read the host's facts again."));
        return false;
    }

    /** The way to go for this wish; empty when it isn't possible. */
    Optional<CopyWay> way(Wish wish) {
        return ranked.stream().map(Ranked::way).filter(way -> wish == Wish.AUTO || way.name().equals(wish.name())).findFirst();
    }

    /** Why a wish can't be fulfilled. */
    List<Finding> refusal(Wish wish, @Nullable String replica) {
        if (wish == Wish.CLONE || wish == Wish.PHYSICAL) {
            return List.of(Finding.blocker("CopyMethodNotAvailable", replica, "The copy method " + wish + " isn't available yet.",
                    "Choose AUTO, STREAM or CLASSIC."));
        }
        return impossible;
    }
}
