package understudy.operation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what a step would do, as data. Never holds a secret: where one is used, the text says {@code <password>}.
 *
 * @param commands command lines on the host, as a person would type them
 * @param sql statements for the server
 * @param diff of a file that is changed, or null
 * @param changes what is there now and what will be, by name
 * @param warnings what the admin should know first, such as a restart; sentences
 */
public record Plan(
        List<String> commands, List<String> sql, @Nullable FileDiff diff, List<Change> changes, List<String> warnings) {

    public Plan {
        commands = List.copyOf(commands);
        sql = List.copyOf(sql);
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** A plan of statements only. */
    public static Plan ofSql(String... statements) {
        return new Plan(List.of(), List.of(statements), null, List.of(), List.of());
    }

    /** A plan of commands only. */
    public static Plan ofCommands(String... lines) {
        return new Plan(List.of(lines), List.of(), null, List.of(), List.of());
    }

    /** A plan that only changes what the panel stores. */
    public static Plan ofChanges(Change... changes) {
        return new Plan(List.of(), List.of(), null, List.of(changes), List.of());
    }

    public Plan withChanges(List<Change> now) {
        return new Plan(commands, sql, diff, now, warnings);
    }

    public Plan withWarning(String sentence) {
        List<String> more = new java.util.ArrayList<>(warnings);
        more.add(sentence);
        return new Plan(commands, sql, diff, changes, more);
    }

    /** What stood there when the plan was made, for undo. */
    public Optional<String> before(String name) {
        return changes.stream().filter(change -> change.name().equals(name)).map(Change::now).findFirst();
    }

    /**
     * One value that changes.
     *
     * @param name such as {@code bind_address}
     * @param now as found
     * @param then as it will be
     */
    public record Change(String name, String now, String then) {
    }

    /**
     * A changed file.
     *
     * @param path of the file
     * @param backup where the old one is kept
     * @param unified the difference in unified form, secrets left out
     */
    public record FileDiff(String path, String backup, String unified) {
    }
}
