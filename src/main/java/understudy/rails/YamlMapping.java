package understudy.rails;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping with the places of its entries. */
final class YamlMapping {

    private static final int DEEPEST = 20;

    private final MappingNode node;
    private final List<YamlEntry> entries;

    YamlMapping(String text, MappingNode node) {
        this.node = node;
        this.entries = node.getValue().stream().map(tuple -> YamlEntry.of(text, tuple)).toList();
    }

    MappingNode node() {
        return node;
    }

    List<YamlEntry> entries() {
        return entries;
    }

    List<YamlEntry> all(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).toList();
    }

    Optional<Node> value(String key) {
        return Optional.ofNullable(YamlMerge.asRubyReads(node).get(key)).filter(value -> !value.getTag().equals(Tag.NULL));
    }

    /** Its text, merges included. */
    Optional<String> text(String key) {
        return value(key).filter(ScalarNode.class::isInstance).map(YamlMerge::text);
    }

    /** In braces, not in lines of their own. */
    boolean flow() {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    /** What each key means, merges included, in a form that can be compared. */
    Map<String, String> meanings() {
        return meanings(node, 0);
    }

    private static Map<String, String> meanings(MappingNode mapping, int depth) {
        Map<String, String> sorted = new TreeMap<>();
        YamlMerge.asRubyReads(mapping).forEach((key, value) -> sorted.put(key, meaning(value, depth + 1)));
        return sorted;
    }

    private static String meaning(Node node, int depth) {
        if (depth > DEEPEST) {
            return "…";
        }
        return switch (node) {
            case ScalarNode scalar -> scalar.getTag().equals(Tag.NULL) ? "~" : scalar.getTag() + " " + scalar.getValue();
            case SequenceNode several -> several.getValue().stream().map(each -> meaning(each, depth + 1)).toList().toString();
            case MappingNode mapping -> meanings(mapping, depth).toString();
            default -> node.getTag().toString();
        };
    }
}
