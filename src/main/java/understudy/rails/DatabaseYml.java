package understudy.rails;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * A {@code database.yml} as it stands on a host: where one of its groups points, and the same text with that group pointing
 * elsewhere and every other character as it was. What can't be changed safely is refused with its line. It is never written anew
 * from what was read: comments, order, quotes and Ruby stay. Pure.
 */
public final class DatabaseYml {

    /** Bytes; such a file has some thousand at most, and a host may answer with anything. */
    /** Bytes; a larger file is refused. */
    public static final int LARGEST = 64 * 1024;

    private final String text;
    private final ErbMask erb;
    private final YamlFindings findings;
    private final @Nullable EnvironmentFile environment;

    private DatabaseYml(String path, String text, @Nullable EnvironmentFile environment) {
        this.text = text;
        this.erb = ErbMask.of(text);
        this.findings = new YamlFindings(path, text);
        this.environment = environment;
    }

    /** @throws Problem NotUtf8: then the application can't read it either; DatabaseYmlTooLarge */
    public static DatabaseYml of(String path, byte[] content) {
        if (content.length > LARGEST) {
            throw new Problem(Finding.blocker("DatabaseYmlTooLarge", null, path + " is larger than " + LARGEST / 1024 + " KB.",
                    "Name the file that says which database the application uses; if it is this one, use a hook."));
        }
        try {
            return new DatabaseYml(path, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString(), null);
        } catch (CharacterCodingException e) {
            throw new Problem(Finding.blocker("NotUtf8", null, path + " isn't written in UTF-8.",
                    "Save it as UTF-8; the application needs that too."), e);
        }
    }

    /**
     * Where the group points.
     *
     * @param group such as {@code production}
     * @param databases those that the source serves, where the group has several; empty for any
     */
    public Pointing pointing(String group, Set<String> databases) {
        try {
            return settings(group, databases).getFirst().pointing();
        } catch (Problem unclear) {
            return new Pointing.Unclear(unclear.finding());
        }
    }

    /** The text with this group pointing there, parameters as in {@link #pointing}. */
    public Edit pointedAt(String group, Set<String> databases, SourceAddress wish) {
        try {
            List<TextChange> changes = settings(group, databases).stream()
                    .flatMap(each -> new SettingsEdit(each).pointedAt(wish).stream()).toList();
            if (changes.isEmpty()) {
                return new Edit.Unchanged();
            }
            String changed = TextChange.apply(text, changes);
            requireSameMeaning(new DatabaseYml(findings.path(), changed, environment), group, databases, wish);
            return new Edit.Changed(changed, Difference.of(findings.path(), text, changes));
        } catch (Problem refused) {
            return new Edit.Refused(refused.finding());
        }
    }

    /** The names of the accounts with which the group logs in, as far as the file itself says them; parameters as in {@link #pointing}. */
    public List<String> users(String group, Set<String> databases) {
        try {
            return settings(group, databases).stream().map(DatabaseSettings::user).flatMap(Optional::stream).distinct().toList();
        } catch (Problem unclear) {
            return List.of();
        }
    }

    /** The same file, read with the variables that this file sets. */
    DatabaseYml with(@Nullable EnvironmentFile variables) {
        return new DatabaseYml(findings.path(), text, variables);
    }

    /** Which values of the group this file of variables sets. @throws Problem when something else would change with one of them */
    List<Taken> taken(String group, Set<String> databases, EnvironmentFile variables) {
        YamlMapping groups;
        List<DatabaseSettings> all;
        try {
            groups = groups();
            all = new DatabaseGroup(groups, group, erb, findings, variables).databases();
        } catch (Problem unclear) {
            return List.of();
        }
        List<DatabaseSettings> ours = all.stream().filter(each -> each.serves(databases)).toList();
        return Taken.by(ours, all, groups, group, variables);
    }

    /** Whether the group has several databases, each with settings of its own. */
    boolean several(String group) {
        try {
            return all(group).size() > 1;
        } catch (Problem unclear) {
            return false;
        }
    }

    private List<DatabaseSettings> all(String group) {
        return new DatabaseGroup(groups(), group, erb, findings, environment).databases();
    }

    private YamlMapping groups() {
        return YamlTree.read(erb.masked(), findings);
    }

    private List<DatabaseSettings> settings(String group, Set<String> databases) {
        List<DatabaseSettings> all = all(group);
        List<DatabaseSettings> ours = all.stream().filter(each -> each.serves(databases)).toList();
        if (ours.isEmpty()) {
            throw findings.at(0, "OtherDatabase", "the group " + group + " uses none of the databases " + String.join(", ", databases) + ".",
                    "Name the file of the application that uses them, or correct the cluster's databases.");
        }
        return ours;
    }

    /** The last look before a changed text is let out: it says what was wished, and nothing else has another meaning. */
    private void requireSameMeaning(DatabaseYml changed, String group, Set<String> databases, SourceAddress wish) {
        int line = groups().all(group).getFirst().start();
        Map<String, Map<String, String>> before = rest(group, databases);
        Map<String, Map<String, String>> after = changed.rest(group, databases);
        before.forEach((other, meaning) -> {
            if (!meaning.equals(after.get(other))) {
                throw findings.at(line, "OtherGroupInherits", other + " takes its values from " + group + " and would be changed with it.",
                        "Give " + other + " values of its own, then look again.");
            }
        });
        boolean asWished = before.keySet().equals(after.keySet()) && changed.settings(group, databases).stream()
                .allMatch(each -> each.pointing().equals(new Pointing.Network(wish.host(), wish.port())));
        if (!asWished) {
            throw findings.at(line, "EditNotProven", "the changed file wouldn't mean what it should.",
                    "Change it by hand, and tell us its shape (without the password).");
        }
    }

    /** What each group and each of this group's databases means, but for where those are that were to be changed. */
    private Map<String, Map<String, String>> rest(String group, Set<String> databases) {
        Map<String, Map<String, String>> meanings = new LinkedHashMap<>();
        groups().meanings().forEach((name, meaning) -> meanings.put(name, Map.of("", name.equals(group) ? "" : meaning)));
        all(group).forEach(each -> {
            Map<String, String> meaning = each.mapping().meanings();
            if (each.serves(databases)) {
                meaning.keySet().removeAll(DatabaseSettings.KEYS);
            }
            meanings.put(each.name(), meaning);
        });
        return meanings;
    }
}
