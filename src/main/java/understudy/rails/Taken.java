package understudy.rails;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A variable that a group of {@code database.yml} takes a value from.
 *
 * @param key what the value is: {@code host}, {@code port} or {@code url}
 */
record Taken(String variable, String key) {

    /** What is for trying things out may go where production goes. */
    private static final Set<String> OF_DEVELOPERS = Set.of("development", "test");

    /** The changes in the variables' file that let the value point there. */
    List<TextChange> changes(EnvironmentFile environment, Set<String> databases, SourceAddress wish) {
        return switch (key) {
            case "url" -> environment.pointed(variable, databases, wish);
            case "host" -> environment.with(variable, wish.host());
            default -> environment.with(variable, Integer.toString(wish.port()));
        };
    }

    /**
     * Those that this file of variables sets.
     *
     * @param ours the settings that are to be led elsewhere
     * @param all every settings of their group
     * @throws understudy.finding.Problem VariableUnusual, VariableShared, OtherGroupInherits: with such a one something else would change too
     */
    static List<Taken> by(List<DatabaseSettings> ours, List<DatabaseSettings> all, YamlMapping groups, String group, EnvironmentFile environment) {
        Map<Taken, List<Node>> found = new LinkedHashMap<>();
        for (DatabaseSettings settings : ours) {
            for (String key : settings.mapping().value("url").isPresent() ? List.of("url") : List.of("host", "port")) {
                settings.mapping().value(key).ifPresent(node -> settings.variable(node).filter(name -> environment.value(name).isPresent())
                        .ifPresent(name -> add(found.computeIfAbsent(new Taken(name, key), unknown -> new ArrayList<>()), node)));
            }
        }
        found.forEach((taken, nodes) -> {
            environment.requireServer(taken.variable(), taken.key());
            DatabaseSettings first = ours.getFirst();
            if (first.erb().mentions(taken.variable()) > nodes.size()) {
                throw first.findings().at(first.start(nodes.getFirst()), "VariableShared", taken.variable()
                        + " is used in other places of the file too, which would change with it.", "Give each place a variable of its own, or use a hook.");
            }
            other(ours, all, groups, group, taken.key(), nodes).ifPresent(name -> {
                throw first.findings().at(first.start(nodes.getFirst()), "OtherGroupInherits", name + " takes its " + taken.key()
                        + " from the same variable and would be changed with it.", "Give " + name + " values of its own, then look again.");
            });
        });
        return List.copyOf(found.keySet());
    }

    private static void add(List<Node> nodes, Node node) {
        if (nodes.stream().noneMatch(known -> known == node)) {
            nodes.add(node);
        }
    }

    /** Another group, or another database of this one, that has one of these values; not the mapping that ours take it from. */
    private static Optional<String> other(List<DatabaseSettings> ours, List<DatabaseSettings> all, YamlMapping groups, String group, String key,
            List<Node> nodes) {
        Optional<String> beside = all.stream().filter(settings -> !ours.contains(settings) && has(settings.mapping().node(), key, nodes))
                .map(DatabaseSettings::name).findFirst();
        return beside.or(() -> groups.entries().stream().filter(entry -> !entry.key().equals(group) && !OF_DEVELOPERS.contains(entry.key()))
                .filter(entry -> entry.mapping().filter(mapping -> !isTakenFrom(mapping, ours) && deep(mapping, key, nodes)).isPresent())
                .map(YamlEntry::key).findFirst());
    }

    private static boolean isTakenFrom(MappingNode mapping, List<DatabaseSettings> ours) {
        return ours.stream().flatMap(settings -> YamlMerge.contributors(settings.mapping().node()).stream()).anyMatch(from -> from == mapping);
    }

    private static boolean deep(MappingNode mapping, String key, List<Node> nodes) {
        return has(mapping, key, nodes) || YamlMerge.asRubyReads(mapping).values().stream()
                .anyMatch(value -> value instanceof MappingNode inner && has(inner, key, nodes));
    }

    private static boolean has(MappingNode mapping, String key, List<Node> nodes) {
        Node value = YamlMerge.asRubyReads(mapping).get(key);
        return nodes.stream().anyMatch(node -> node == value);
    }
}
