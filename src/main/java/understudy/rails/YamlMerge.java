package understudy.rails;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a mapping means together with everything that it merges by {@code <<}. */
final class YamlMerge {

    private static final int DEEPEST = 20;

    private YamlMerge() {
    }

    /** To Ruby, which lets a {@code <<} win over what stands before it. */
    static Map<String, Node> asRubyReads(MappingNode mapping) {
        return meaning(mapping, true, 0);
    }

    /** By the standard, where a mapping's own keys always win. */
    static Map<String, Node> asTheStandardReads(MappingNode mapping) {
        return meaning(mapping, false, 0);
    }

    /** Every mapping that it takes values from, itself first. */
    static List<MappingNode> contributors(MappingNode mapping) {
        List<MappingNode> found = new ArrayList<>();
        collect(mapping, found);
        return found;
    }

    private static void collect(MappingNode mapping, List<MappingNode> found) {
        if (found.stream().anyMatch(known -> known == mapping)) {
            return;
        }
        found.add(mapping);
        mapping.getValue().stream().filter(tuple -> isMerge(tuple.getKeyNode()))
                .forEach(tuple -> merged(tuple.getValueNode()).forEach(each -> collect(each, found)));
    }

    private static Map<String, Node> meaning(MappingNode mapping, boolean ruby, int depth) {
        Map<String, Node> meaning = new LinkedHashMap<>();
        Map<String, Node> own = new LinkedHashMap<>();
        if (depth > DEEPEST) {
            return meaning;
        }
        mapping.getValue().forEach(tuple -> {
            if (isMerge(tuple.getKeyNode())) {
                merged(tuple.getValueNode()).reversed().forEach(each -> meaning.putAll(meaning(each, ruby, depth + 1)));
            } else {
                meaning.put(text(tuple.getKeyNode()), tuple.getValueNode());
                own.put(text(tuple.getKeyNode()), tuple.getValueNode());
            }
        });
        if (!ruby) {
            meaning.putAll(own);
        }
        return meaning;
    }

    private static List<MappingNode> merged(Node node) {
        return switch (node) {
            case MappingNode mapping -> List.of(mapping);
            case SequenceNode several -> several.getValue().stream()
                    .filter(MappingNode.class::isInstance).map(MappingNode.class::cast).toList();
            default -> List.of();
        };
    }

    private static boolean isMerge(Node key) {
        return text(key).equals("<<");
    }

    /** A scalar's text; empty for no value, and for what is more than a text. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL) ? scalar.getValue() : "";
    }
}
