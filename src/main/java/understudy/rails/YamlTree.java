package understudy.rails;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a text as YAML, keeping where everything stands. */
final class YamlTree {

    private static final int MOST_ALIASES = 50;

    /** Characters, every part counted as often as something refers to it: what it takes to say what the text means. */
    private static final long MOST_MEANT = 1_000_000;

    private YamlTree() {
    }

    /** The groups of a {@code database.yml}. @throws understudy.finding.Problem YamlUnreadable */
    static YamlMapping read(String masked, YamlFindings findings) {
        List<Node> documents = new ArrayList<>();
        try {
            reader().composeAll(new StringReader(masked)).forEach(documents::add);
        } catch (MarkedYAMLException refused) {
            int at = Optional.ofNullable(refused.getProblemMark()).map(mark -> masked.offsetByCodePoints(0, mark.getIndex())).orElse(0);
            // what the reader says may repeat a value, such as a password that begins like an alias
            throw findings.unreadable(at, "its form");
        } catch (YAMLException refused) {
            throw findings.unreadable(0, "a character, or its size");
        }
        if (documents.size() != 1 || !(documents.getFirst() instanceof MappingNode groups)) {
            throw findings.unreadable(0, "it isn't one list of groups");
        }
        if (containsItself(groups, new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw findings.unreadable(0, "a part of it contains itself");
        }
        if (meant(groups, new IdentityHashMap<>()) > MOST_MEANT) {
            throw findings.unreadable(0, "its parts refer to each other so often that it means too much");
        }
        return new YamlMapping(masked, groups);
    }

    /** @param known so that a part which many refer to is counted once and added often; the sum stops growing beyond the limit */
    private static long meant(Node node, Map<Node, Long> known) {
        Long before = known.get(node);
        if (before != null) {
            return before;
        }
        long sum = node instanceof ScalarNode scalar ? 1 + scalar.getValue().length() : 1;
        for (Node part : parts(node).toList()) {
            sum = Math.min(MOST_MEANT + 1, sum + meant(part, known));
        }
        known.put(node, sum);
        return sum;
    }

    /** @param done nodes that were looked through, so that a part which many refer to is looked through once */
    private static boolean containsItself(Node node, List<Node> around, Set<Node> done) {
        if (around.stream().anyMatch(outer -> outer == node)) {
            return true;
        }
        if (!done.add(node)) {
            return false;
        }
        around.addLast(node);
        boolean found = parts(node).anyMatch(part -> containsItself(part, around, done));
        around.removeLast();
        return found;
    }

    private static Stream<Node> parts(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping.getValue().stream().flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()));
            case SequenceNode several -> several.getValue().stream();
            default -> Stream.empty();
        };
    }

    private static Yaml reader() {
        LoaderOptions careful = new LoaderOptions();
        careful.setMaxAliasesForCollections(MOST_ALIASES);
        careful.setCodePointLimit(DatabaseYml.LARGEST);
        return new Yaml(new SafeConstructor(careful));
    }
}
