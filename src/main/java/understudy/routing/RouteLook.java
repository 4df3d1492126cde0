package understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.finding.Severity;

/**
 * A look at one leg while nobody promotes anything, and what it means for the readiness.
 *
 * @param standing where it leads
 * @param further what is wrong there beside that
 */
record RouteLook(Leg.Standing standing, List<Finding> further) {

    static RouteLook at(Leg leg) {
        return new RouteLook(leg.look(), Stream.concat(leg.foresee().stream(), leg.unwell().stream()).toList());
    }

    /** Warnings only: what would end a switchover before it begins doesn't forbid to press its button; the host may be back by then. */
    static List<Finding> findings(Legs.Ended<RouteLook> ended, String source) {
        List<Finding> found = new ArrayList<>(ended.problem().stream().toList());
        ended.answer().ifPresent(look -> {
            switch (look.standing()) {
                case Leg.Standing.There there -> { }
                case Leg.Standing.Stuck stuck -> found.add(stuck.finding());
                case Leg.Standing.Elsewhere elsewhere -> found.add(Finding.warning("RouteElsewhere", ended.leg().host(), elsewhere.evidence() + ".",
                        "Lead the application to " + source + "; with the next promotion it would follow by itself.").fixedBy("lead-routes")
                        .with(evidence(elsewhere, source)));
            }
            found.addAll(look.further());
        });
        return found.stream().map(RouteLook::warning).toList();
    }

    /** Where it should lead, and how files would have to change for that. */
    static Map<String, String> evidence(Leg.Standing.Elsewhere elsewhere, String source) {
        return elsewhere.change().isEmpty() ? Map.of("source", source) : Map.of("source", source, RouteFindings.CHANGE, elsewhere.change());
    }

    static Finding warning(Finding found) {
        return !found.blocks() ? found : new Finding(found.code(), Severity.WARNING, found.host(), found.message(), found.hint(), found.fix(), found.evidence());
    }
}
