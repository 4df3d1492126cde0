package understudy.rails;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;

/**
 * All files that say which database an application uses, together: what its {@code database.yml} takes from variables is changed where
 * those are set, and DATABASE_URL there wins over the rest. Pure.
 */
public final class RailsFiles {

    private static final Set<String> NO_MATTER_BESIDE_DATABASE_URL = Set.of("GroupMissing", "ValueFromEnvironment", "ValueFromCode");

    private final Map<String, DatabaseYml> files;
    private final @Nullable EnvironmentFile environment;
    private final String group;
    private final Set<String> databases;

    /**
     * @param files by path
     * @param environment the file that sets the application's variables, or null when there is none
     * @param group such as {@code production}
     * @param databases those that the source serves; empty for any
     */
    public RailsFiles(Map<String, DatabaseYml> files, @Nullable EnvironmentFile environment, String group, Set<String> databases) {
        this.files = files;
        this.environment = environment;
        this.group = group;
        this.databases = databases;
    }

    /**
     * What has to become of each file.
     *
     * @param files by path
     * @param environment of the variables' file; null where none of its variables counts
     */
    public record Edits(Map<String, Edit> files, @Nullable Edit environment) {
    }

    /** Everything pointing there. */
    public Edits pointedAt(SourceAddress wish) {
        if (environment == null) {
            return new Edits(edits(null, false, wish), null);
        }
        try {
            boolean wins = environment.value(EnvironmentFile.DATABASE_URL).isPresent();
            List<TextChange> changes = new ArrayList<>(environment.pointed(EnvironmentFile.DATABASE_URL, databases, wish));
            List<Taken> taken = files.values().stream().flatMap(file -> file.taken(group, databases, environment).stream()).distinct().toList();
            taken.forEach(one -> changes.addAll(one.changes(environment, databases, wish)));
            List<TextChange> distinct = changes.stream().distinct().toList();
            return new Edits(edits(environment.changed(distinct), wins, wish), wins || !taken.isEmpty() ? environment.edit(distinct) : null);
        } catch (Problem refused) {
            return new Edits(edits(null, false, wish), new Edit.Refused(refused.finding()));
        }
    }

    private Map<String, Edit> edits(@Nullable EnvironmentFile changed, boolean wins, SourceAddress wish) {
        Map<String, Edit> edits = new LinkedHashMap<>();
        files.forEach((path, file) -> {
            Edit edit = file.with(changed).pointedAt(group, databases, wish);
            edits.put(path, wins && edit instanceof Edit.Refused refused && noMatter(file, refused) ? new Edit.Unchanged() : edit);
        });
        return edits;
    }

    /** DATABASE_URL speaks for a group of one database only. */
    private boolean noMatter(DatabaseYml file, Edit.Refused refused) {
        return NO_MATTER_BESIDE_DATABASE_URL.contains(refused.finding().code()) && !file.several(group);
    }

    /** The names of the accounts with which it logs in, as far as the files say them. */
    public List<String> users() {
        try {
            Optional<String> first = environment == null ? Optional.empty()
                    : environment.value(EnvironmentFile.DATABASE_URL).flatMap(DatabaseUrl::of).flatMap(DatabaseUrl::user);
            return Stream.concat(first.stream(), files.values().stream()
                    .flatMap(file -> file.with(environment).users(group, databases).stream())).distinct().toList();
        } catch (Problem unclear) {
            return List.of();
        }
    }
}
