package understudy.rails;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import understudy.finding.Problem;

/**
 * One database's settings in a group of {@code database.yml}, merges included.
 *
 * @param name the group's name, and behind a dot that of the database where a group has several
 * @param mapping its own entries
 * @param environment the file that sets the application's variables, or null
 */
record DatabaseSettings(String name, YamlMapping mapping, String text, ErbMask erb, YamlFindings findings,
        @Nullable EnvironmentFile environment) {

    static final Set<String> KEYS = Set.of("host", "port", "socket", "url");

    private static final Set<String> ADAPTERS = Set.of("mysql2", "trilogy", "mysql", "jdbcmysql");

    /** @throws Problem when it can't be told what it means */
    void requireClear() {
        for (MappingNode each : YamlMerge.contributors(mapping.node())) {
            if (erb.decidesAt(start(each)) || erb.decidesWithin(start(each), end(each))) {
                throw findings.decidedByCode(start(each), name);
            }
        }
        Map<String, Node> ruby = YamlMerge.asRubyReads(mapping.node());
        Map<String, Node> standard = YamlMerge.asTheStandardReads(mapping.node());
        KEYS.stream().filter(key -> ruby.get(key) != standard.get(key)).findFirst().ifPresent(key -> {
            throw findings.at(start(mapping.node()), "MergeOverrides", key + " of " + name
                    + " stands before <<, which some readers let win over it and others don't.",
                    "Put the line with << first in the group " + name + ", then look again.");
        });
        mapping.text("adapter").filter(adapter -> !ErbMask.hides(adapter) && !ADAPTERS.contains(adapter)).ifPresent(adapter -> {
            throw findings.at(start(mapping.node()), "NotMysql", name + " uses the adapter " + adapter.substring(0, Math.min(40, adapter.length())) + ", which isn't MySQL's.",
                    "Name the file of an application that uses MySQL.");
        });
    }

    Pointing pointing() {
        try {
            requireClear();
            Optional<Node> url = mapping.value("url");
            return url.isPresent() ? new UrlSetting(this).parsed(url.get()).pointing() : spelledOut();
        } catch (Problem unclear) {
            return new Pointing.Unclear(unclear.finding());
        }
    }

    private Pointing spelledOut() {
        String host = plain("host").orElse("localhost");
        if (host.equals("localhost")) {
            return new Pointing.Socket(plain("socket").orElse(""));
        }
        return new Pointing.Network(host, plain("port").filter(port -> port.matches("\\d{1,5}")).map(Integer::parseInt)
                .orElse(SourceAddress.USUAL_PORT));
    }

    /** A value that doesn't come out of code, unless that is a variable whose file is known. @throws Problem ValueFromEnvironment, ValueFromCode */
    Optional<String> plain(String key) {
        return mapping.value(key).map(node -> known(node).orElseThrow(() -> fromElsewhere(key, node)));
    }

    /** What a value is, where that can be told. */
    Optional<String> known(Node node) {
        String value = YamlMerge.text(node);
        return !ErbMask.hides(value) ? Optional.of(value)
                : variable(node).flatMap(name -> environment == null ? Optional.empty() : environment.value(name));
    }

    /** The variable that a value is, and nothing more. */
    Optional<String> variable(Node node) {
        String value = YamlMerge.text(node);
        return !value.isEmpty() && value.chars().allMatch(c -> c == ErbMask.HIDDEN) ? erb.variableAlone(start(node), end(node)) : Optional.empty();
    }

    Problem fromElsewhere(String key, Node node) {
        return erb.variableWithin(start(node), end(node)).map(variable -> findings.fromVariable(start(node), key, variable))
                .orElseGet(() -> findings.fromCode(start(node), key));
    }

    /** Whether one of these databases is behind it; one whose name comes out of code is taken for it. */
    boolean serves(Set<String> databases) {
        boolean replica = mapping.text("replica").filter("true"::equals).isPresent();
        Optional<String> database = mapping.text("database").or(() -> mapping.text("url").flatMap(DatabaseUrl::of).map(DatabaseUrl::database));
        return !replica && (databases.isEmpty() || database.filter(name -> !ErbMask.hides(name) && !name.isEmpty())
                .map(databases::contains).orElse(true));
    }

    /** With which account it logs in; empty where that can't be told from the file. */
    Optional<String> user() {
        return mapping.value("url").flatMap(this::shown).flatMap(DatabaseUrl::of).flatMap(DatabaseUrl::user)
                .or(() -> mapping.value("username").flatMap(this::shown).filter(name -> !name.isEmpty()));
    }

    /** What a value is that people may see: a variable of somebody else's file could hold anything. */
    private Optional<String> shown(Node node) {
        String value = YamlMerge.text(node);
        return !ErbMask.hides(value) ? Optional.of(value)
                : variable(node).flatMap(name -> environment == null ? Optional.empty() : environment.shown(name));
    }

    /** Whether it takes a value for this key from another mapping. */
    boolean inherits(String key) {
        List<MappingNode> others = YamlMerge.contributors(mapping.node());
        return others.subList(1, others.size()).stream()
                .anyMatch(other -> other.getValue().stream().anyMatch(tuple -> names(tuple, key)));
    }

    private static boolean names(NodeTuple tuple, String key) {
        return YamlMerge.text(tuple.getKeyNode()).equals(key) && !YamlMerge.text(tuple.getValueNode()).isEmpty();
    }

    int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().getIndex());
    }

    /** A mapping in lines ends for the reader only where the next begins; here it ends with its last value. */
    private int end(Node node) {
        int from = node.getStartMark().getIndex();
        int to = node.getEndMark().getIndex();
        if (node instanceof MappingNode of) {
            to = of.getValue().stream().flatMap(tuple -> List.of(tuple.getKeyNode(), tuple.getValueNode()).stream())
                    .filter(part -> part.getStartMark().getIndex() >= from && part.getEndMark().getIndex() <= node.getEndMark().getIndex())
                    .mapToInt(part -> part instanceof MappingNode ? codePoints(end(part)) : part.getEndMark().getIndex()).max().orElse(to);
        }
        return text.offsetByCodePoints(0, to);
    }

    private int codePoints(int offset) {
        return text.codePointCount(0, offset);
    }
}
