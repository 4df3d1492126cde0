package understudy.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import understudy.mysql.OptionLine.Kind;

/**
 * Option files as lines, flattened in reading order.
 *
 * @param roots where reading starts
 * @param sections those that the server reads
 * @param files lines with their ends, by path
 * @param directories the files of included directories, sorted by name
 */
record OptionFileTree(
        List<String> roots, Set<String> sections, Map<String, List<String>> files, Map<String, List<String>> directories) {

    /** The server gives up after ten too. */
    private static final int DEPTH = 10;

    /** Where an admin has these, commented or not, a new line is among its like. */
    private static final Set<String> NEIGHBOURS =
            Set.of("server_id", "log_bin", "bind_address", "gtid_mode", "read_only", "report_host");

    /** A line with its place. */
    record Placed(String path, int index, String text, String section, OptionLine option) {
    }

    static OptionFileTree read(List<String> roots, Version version, OptionFiles source) {
        OptionFileTree tree = new OptionFileTree(List.copyOf(roots),
                Set.of("mysqld", "server", "mysqld-" + version.major() + "." + version.minor()),
                new LinkedHashMap<>(), new LinkedHashMap<>());
        roots.forEach(root -> tree.load(root, source, 0));
        return tree;
    }

    private void load(String path, OptionFiles source, int depth) {
        if (depth > DEPTH || files.containsKey(path)) {
            return;
        }
        source.text(path).ifPresent(text -> {
            files.put(path, split(text));
            for (String line : split(text)) {
                OptionLine read = OptionLine.read(line);
                if (read.kind() == Kind.INCLUDE_DIRECTORY) {
                    directories.computeIfAbsent(read.name(), at -> source.directory(at).stream().sorted().toList());
                }
                included(read).forEach(file -> load(file, source, depth + 1));
            }
        });
    }

    private List<String> included(OptionLine line) {
        return switch (line.kind()) {
            case INCLUDE -> List.of(line.name());
            case INCLUDE_DIRECTORY -> directories.getOrDefault(line.name(), List.of());
            default -> List.of();
        };
    }

    /** Every line of the server's sections, in the order in which the server reads them. */
    List<Placed> serverLines() {
        return allLines().stream().filter(line -> sections.contains(line.section())).toList();
    }

    private List<Placed> allLines() {
        List<Placed> lines = new ArrayList<>();
        roots.forEach(root -> flatten(root, lines, 0));
        return lines;
    }

    private void flatten(String path, List<Placed> into, int depth) {
        List<String> lines = files.get(path);
        if (lines == null || depth > DEPTH) {
            return;
        }
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            OptionLine line = OptionLine.read(lines.get(i));
            section = line.kind() == Kind.SECTION ? line.name() : section;
            into.add(new Placed(path, i, lines.get(i), section, line));
            included(line).forEach(file -> flatten(file, into, depth + 1));
        }
    }

    OptionFileTree replacing(Placed line, String text) {
        List<String> changed = new ArrayList<>(files.getOrDefault(line.path(), List.of()));
        changed.set(line.index(), text);
        return withFile(line.path(), changed);
    }

    /** With one more line at the end of the options of the best section. */
    OptionFileTree adding(String option) {
        List<Placed> candidates = serverLines();
        List<Placed> neighbours = candidates.stream().filter(OptionFileTree::isNeighbour).toList();
        if (candidates.isEmpty()) {
            return addingSection(option);
        }
        String path = last(neighbours.isEmpty() ? candidates : neighbours).path();
        Placed after = last(candidates.stream().filter(line -> line.path().equals(path))
                .filter(line -> line.option().kind() != Kind.OTHER && !isInclude(line)).toList());
        List<String> changed = new ArrayList<>(files.getOrDefault(path, List.of()));
        changed.set(after.index(), ended(after.text(), changed));
        changed.add(after.index() + 1, option + (after.text().equals(changed.get(after.index())) ? lineEnd(changed) : ""));
        return withFile(path, changed);
    }

    private OptionFileTree addingSection(String option) {
        List<String> present = roots.stream().filter(files::containsKey).toList();
        String path = last(present.isEmpty() ? roots : present);
        List<String> changed = new ArrayList<>(files.getOrDefault(path, List.of()));
        String end = lineEnd(changed);
        if (!changed.isEmpty()) {
            changed.set(changed.size() - 1, ended(last(changed), changed));
            changed.add(end);
        }
        changed.add("[mysqld]" + end);
        changed.add(option + end);
        return withFile(path, changed);
    }

    private static boolean isNeighbour(Placed line) {
        return NEIGHBOURS.stream().anyMatch(line.option()::sets);
    }

    private static boolean isInclude(Placed line) {
        return line.option().kind() == Kind.INCLUDE || line.option().kind() == Kind.INCLUDE_DIRECTORY;
    }

    private OptionFileTree withFile(String path, List<String> lines) {
        Map<String, List<String>> changed = new LinkedHashMap<>(files);
        changed.put(path, List.copyOf(lines));
        return new OptionFileTree(roots, sections, changed, directories);
    }

    Map<String, String> texts() {
        return files.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                file -> String.join("", file.getValue()), (one, other) -> one, LinkedHashMap::new));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private static String lineEnd(List<String> lines) {
        return lines.stream().anyMatch(line -> line.endsWith("\r\n")) ? "\r\n" : "\n";
    }

    private static String ended(String line, List<String> lines) {
        return line.endsWith("\n") ? line : line + lineEnd(lines);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
