package understudy.rails;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a text as YAML, keeping where everything stands. */
final class YamlTree {

    private static final int LARGEST = 256 * 1024;
    private static final int MOST_ALIASES = 50;

    private YamlTree() {
    }

    /** The groups of a {@code database.yml}. @throws understudy.finding.Problem YamlUnreadable */
    static YamlMapping read(String masked, YamlFindings findings) {
        List<Node> documents = new ArrayList<>();
        try {
            reader().composeAll(new StringReader(masked)).forEach(documents::add);
        } catch (MarkedYAMLException refused) {
            int at = Optional.ofNullable(refused.getProblemMark()).map(mark -> masked.offsetByCodePoints(0, mark.getIndex())).orElse(0);
            throw findings.unreadable(at, String.valueOf(refused.getProblem()));
        } catch (YAMLException refused) {
            throw findings.unreadable(0, "a character, or its size");
        }
        if (documents.size() != 1 || !(documents.getFirst() instanceof MappingNode groups)) {
            throw findings.unreadable(0, "it isn't one list of groups");
        }
        if (containsItself(groups, new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw findings.unreadable(0, "a part of it contains itself");
        }
        return new YamlMapping(masked, groups);
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
        careful.setCodePointLimit(LARGEST);
        return new Yaml(new SafeConstructor(careful));
    }
}
