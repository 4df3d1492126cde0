package understudy.mysql;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.mysql.OptionLine.Kind;

/**
 * A server's option files with all that they include, in the order in which the server reads them: which line an option is
 * effective in, and the smallest change that gives it another value. Comments, order, alignment and line ends stay. Immutable
 * and pure; the last line that sets an option wins, as for the server.
 */
public final class MyCnf {

    private final OptionFileTree tree;
    private final OptionFileTree original;

    private MyCnf(OptionFileTree tree, OptionFileTree original) {
        this.tree = tree;
        this.original = original;
    }

    /**
     * Reads the files.
     *
     * @param roots the files that the server looks for by itself, in its order
     * @param version of the server, which reads sections such as {@code [mysqld-9.7]} too
     */
    public static MyCnf read(List<String> roots, Version version, OptionFiles files) {
        OptionFileTree tree = OptionFileTree.read(roots, version, files);
        return new MyCnf(tree, tree);
    }

    /** Where an option is effective, or empty when no file sets it. */
    public Optional<Setting> setting(String variable, List<String> otherNames) {
        return last(variable, otherNames, Kind.OPTION).map(line -> new Setting(line.path(), line.index() + 1,
                line.option().switchesOff(variable) ? "OFF" : line.option().value()));
    }

    /** As {@link #setting(String, List)}, for a variable that has one name. */
    public Optional<Setting> setting(String variable) {
        return setting(variable, List.of());
    }

    /**
     * The files with the option set to this value where it is effective: its line changed; or a commented line of it brought
     * into effect; or a line added at the end of the section where the other replication options are.
     *
     * @param newName what a new line calls it
     * @throws IllegalArgumentException when the value can't be written to an option file
     */
    public MyCnf with(String variable, List<String> otherNames, String newName, String value) {
        OptionLine.quoted(value);
        Optional<OptionFileTree.Placed> line = last(variable, otherNames, Kind.OPTION)
                .or(() -> last(variable, List.of(), Kind.COMMENTED_OPTION));
        OptionFileTree changed = line.isPresent()
                ? tree.replacing(line.get(), OptionLine.withValue(line.get().text(), variable, value))
                : tree.adding(newName.replace('-', '_') + " = " + OptionLine.quoted(value));
        return new MyCnf(changed, original);
    }

    /** As {@link #with(String, List, String, String)}, where a new line calls it by the variable's name. */
    public MyCnf with(String variable, List<String> otherNames, String value) {
        return with(variable, otherNames, variable, value);
    }

    /** As {@link #with(String, List, String)}, for a variable that has one name. */
    public MyCnf with(String variable, String value) {
        return with(variable, List.of(), value);
    }

    /** All lines that the server reads, in its order, as one file: for trying whether the server would take them. */
    public String merged() {
        StringBuilder text = new StringBuilder("[mysqld]\n");
        tree.serverLines().stream().filter(line -> line.option().kind() == Kind.OPTION)
                .forEach(line -> text.append(line.text().stripTrailing()).append('\n'));
        return text.toString();
    }

    /** What a commented line of this option proposes, such as the path in {@code #log_bin = /var/log/mysql/mysql-bin.log}. */
    public Optional<String> proposal(String variable) {
        return last(variable, List.of(), Kind.COMMENTED_OPTION).map(line -> line.option().value());
    }

    private Optional<OptionFileTree.Placed> last(String variable, List<String> otherNames, Kind kind) {
        return tree.serverLines().stream()
                .filter(line -> line.option().kind() == kind)
                .filter(line -> line.option().sets(variable) || otherNames.stream().anyMatch(line.option()::sets))
                .reduce((earlier, later) -> later);
    }

    /** The files that differ from what was read. */
    public List<Change> changes() {
        Map<String, String> before = original.texts();
        List<Change> changes = new ArrayList<>();
        tree.texts().forEach((path, text) -> {
            String old = before.getOrDefault(path, "");
            if (!old.equals(text)) {
                changes.add(new Change(path, old, text));
            }
        });
        return changes;
    }

    /** All files with their texts, in the order in which they are read first. */
    public Map<String, String> texts() {
        return new LinkedHashMap<>(tree.texts());
    }

    /**
     * Where an option is set.
     *
     * @param path of the file
     * @param line from 1
     * @param value as the server understands it, or null when the line names none
     */
    public record Setting(String path, int line, @Nullable String value) {
    }

    /**
     * A file that is to be changed.
     *
     * @param path of the file
     * @param before its text; empty when it doesn't exist yet
     * @param after its new text
     */
    public record Change(String path, String before, String after) {

        /** The difference in unified form, with three lines around it; passwords that stand there are left out. */
        public String unified() {
            List<String> old = before.lines().map(Change::withoutPassword).toList();
            List<String> now = after.lines().map(Change::withoutPassword).toList();
            return String.join("\n", UnifiedDiffUtils.generateUnifiedDiff(path, path, old, DiffUtils.diff(old, now), 3));
        }

        private static String withoutPassword(String line) {
            return line.replaceAll("(?i)^(.*pass[a-z_-]*\\s*=\\s*)\\S.*$", "$1<password>");
        }
    }
}
