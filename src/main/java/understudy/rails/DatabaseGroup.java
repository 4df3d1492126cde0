package understudy.rails;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** One group of a {@code database.yml}, such as {@code production}: one database's settings, or several by name. */
final class DatabaseGroup {

    private final YamlMapping groups;
    private final String group;
    private final ErbMask erb;
    private final YamlFindings findings;
    private final @Nullable EnvironmentFile environment;

    DatabaseGroup(YamlMapping groups, String group, ErbMask erb, YamlFindings findings, @Nullable EnvironmentFile environment) {
        this.groups = groups;
        this.group = group;
        this.erb = erb;
        this.findings = findings;
        this.environment = environment;
    }

    /** @throws understudy.finding.Problem when there is no such group, or it isn't there once and by itself */
    List<DatabaseSettings> databases() {
        YamlEntry entry = only();
        YamlMapping mapping = new YamlMapping(erb.masked(), entry.mapping().orElseThrow(() ->
                findings.unusual(entry.from(), group, "is no list of settings")));
        Map<String, Node> meaning = YamlMerge.asRubyReads(mapping.node());
        boolean several = !meaning.isEmpty() && meaning.values().stream().allMatch(MappingNode.class::isInstance);
        return several ? named(mapping) : List.of(new DatabaseSettings(group, mapping, erb.masked(), erb, findings, environment));
    }

    private YamlEntry only() {
        List<YamlEntry> found = groups.all(group);
        if (found.isEmpty()) {
            throw findings.noGroup(group, String.join(", ", groups.entries().stream().map(YamlEntry::key).toList()));
        }
        if (found.size() > 1) {
            throw findings.at(found.getLast().start(), "GroupTwice", group + " stands here a second time, and only this one counts.",
                    "Remove the one that doesn't count, then look again.");
        }
        YamlEntry entry = found.getFirst();
        if (entry.alias()) {
            throw findings.at(entry.start(), "GroupIsAlias", group + " is only another name for a group that others may use too.",
                    "Write \"" + group + ":\" and on the next line, indented, \"<<: " + erb.masked().substring(entry.from(), entry.to())
                            + "\"; then look again.");
        }
        if (erb.decidesAt(entry.start())) {
            throw findings.decidedByCode(entry.start(), group);
        }
        return entry;
    }

    private List<DatabaseSettings> named(YamlMapping mapping) {
        List<DatabaseSettings> databases = new ArrayList<>();
        for (YamlEntry entry : mapping.entries()) {
            if (entry.merges() || entry.alias()) {
                throw findings.unusual(entry.start(), group, "takes whole databases from another group");
            }
            entry.mapping().ifPresent(node -> databases.add(new DatabaseSettings(
                    group + "." + entry.key(), new YamlMapping(erb.masked(), node), erb.masked(), erb, findings, environment)));
        }
        return databases;
    }
}
