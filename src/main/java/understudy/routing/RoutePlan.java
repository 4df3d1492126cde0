package understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.operation.Plan;

/** What moving legs would do, for people: the commands, and how files would change as they were last seen. Asks nobody. */
final class RoutePlan {

    private RoutePlan() {
    }

    static Plan of(List<Leg> legs) {
        List<Plan.FileDiff> changes = legs.stream().map(Leg::change).flatMap(Optional::stream).toList();
        Plan.FileDiff all = changes.isEmpty() ? null : new Plan.FileDiff(
                changes.stream().map(Plan.FileDiff::path).collect(Collectors.joining(", ")),
                changes.stream().map(Plan.FileDiff::backup).distinct().collect(Collectors.joining(", ")),
                changes.stream().map(Plan.FileDiff::unified).collect(Collectors.joining("\n")));
        return new Plan(legs.stream().flatMap(RoutePlan::lines).toList(), List.of(), all, List.of(), List.of());
    }

    private static Stream<String> lines(Leg leg) {
        List<HandCommand> commands = leg.commands();
        return commands.isEmpty() ? Stream.of("# " + leg.title() + ": " + leg.withoutPanel()) : commands.stream().map(HandCommand::toString);
    }
}
