package understudy.rails;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A key and its value, and where both stand.
 *
 * @param key as read
 * @param node the value; behind an alias it is the anchored one, which stands elsewhere
 * @param start where the key begins
 * @param keyEnd behind the key
 * @param from where the value begins, or where it would stand when there is none
 * @param to behind the value
 * @param alias whether the value is only a reference to another
 */
record YamlEntry(String key, Node node, int start, int keyEnd, int from, int to, boolean alias) {

    static YamlEntry of(String text, NodeTuple tuple) {
        int start = offset(text, tuple.getKeyNode().getStartMark().getIndex());
        int keyEnd = offset(text, tuple.getKeyNode().getEndMark().getIndex());
        int colon = text.indexOf(':', keyEnd);
        int from = blanks(text, colon + 1);
        boolean alias = from < text.length() && text.charAt(from) == '*';
        Node node = tuple.getValueNode();
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (alias) {
            return new YamlEntry(key, node, start, keyEnd, from, aliasEnd(text, from), true);
        }
        if (isNull(node) && node.getStartMark().getIndex() == node.getEndMark().getIndex()) {
            return new YamlEntry(key, node, start, keyEnd, colon + 1, colon + 1, false);
        }
        return new YamlEntry(key, node, start, keyEnd, offset(text, node.getStartMark().getIndex()),
                offset(text, node.getEndMark().getIndex()), false);
    }

    /** A reader counts code points. */
    private static int offset(String text, int index) {
        return text.offsetByCodePoints(0, index);
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int aliasEnd(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n,}]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    boolean merges() {
        return key.equals("<<");
    }

    /** Its text; empty for no value, and for one that is more than a text. */
    Optional<String> value() {
        return node instanceof ScalarNode scalar && !isNull(node) ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    Optional<MappingNode> mapping() {
        return node instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }

    /** Whether it ends where its value does, so that a line may be put behind it. */
    boolean compact() {
        return alias || node instanceof ScalarNode scalar
                && switch (scalar.getScalarStyle()) {
                    case LITERAL, FOLDED, JSON_SCALAR_STYLE -> false;
                    default -> true;
                };
    }

    /** Whether an anchor or a tag stands before the value: somebody else may refer to it. */
    boolean marked(String text) {
        return !alias && from < to && "&!".indexOf(text.charAt(from)) >= 0;
    }
}
