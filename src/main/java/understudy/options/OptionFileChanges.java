package understudy.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import understudy.mysql.MyCnf;
import understudy.operation.Plan;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** Changes option files and takes changes back; what a plan says of files is written and read here. */
final class OptionFileChanges {

    /** Before the path of a changed file in {@link Plan#changes}; the value now is the backup's path, or {@link #NEW}. */
    static final String FILE = "file ";
    static final String NEW = "no file";
    private static final String BACKUPS = """
            for backup in "$1".understudy-[0-9]*-[0-9]*; do [ -f "$backup" ] && printf '%s\\n' "$backup"; done; true""";
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(60);

    private final HostConnection host;
    private final HostOptionFiles files;

    OptionFileChanges(HostConnection host) {
        this.host = host;
        this.files = new HostOptionFiles(host);
    }

    /** The changes, each at the real file, where a path was a link. */
    List<MyCnf.Change> real(List<MyCnf.Change> changes) {
        return changes.stream()
                .map(change -> new MyCnf.Change(files.real(change.path()), change.before(), change.after())).toList();
    }

    /** @param stamp what the names of the backups end in */
    List<Plan.Change> planned(List<MyCnf.Change> changes, String stamp) {
        return changes.stream().map(change -> {
            String backup = change.before().isEmpty() ? NEW : change.path() + ".understudy-" + stamp;
            return new Plan.Change(FILE + change.path(), backup, "changed");
        }).toList();
    }

    List<String> commands(List<Plan.Change> planned) {
        List<String> lines = new ArrayList<>();
        for (Plan.Change change : planned) {
            if (!change.now().equals(NEW)) {
                lines.add(RemoteCommand.of("cp", "-p", path(change), change.now()).asRootUser().printed());
            }
            lines.add(RemoteCommand.of("editor", path(change)).asRootUser().printed() + "   # the change that is shown");
        }
        return lines;
    }

    static Plan.@Nullable FileDiff diff(List<MyCnf.Change> changes, List<Plan.Change> planned) {
        if (changes.isEmpty()) {
            return null;
        }
        return new Plan.FileDiff(planned.stream().map(OptionFileChanges::path).collect(Collectors.joining(", ")),
                planned.stream().map(Plan.Change::now).collect(Collectors.joining(", ")), unified(changes));
    }

    static String unified(List<MyCnf.Change> changes) {
        return HostOptionFiles.shown(changes.stream().map(MyCnf.Change::unified).collect(Collectors.joining("\n")));
    }

    /** What the server says against the options as they would be; empty when it takes them, or can't be asked. */
    Optional<String> complaint(MyCnf changed, String beside) {
        String trial = beside + ".understudy-check";
        try {
            files.writeSecret(trial, changed.merged());
            return host.run(RemoteCommand.of("mysqld", "--defaults-file=" + trial, "--user=mysql", "--validate-config")
                    .asRootUser().within(CHECK_LIMIT).accepting(0, 1, 126, 127)
                    .answering(output -> output.exitStatus() == 1
                            ? output.stderr().lines().filter(line -> line.contains("[ERROR]"))
                                    .map(line -> line.replaceFirst("^.*\\[Server\\] ", "")).findFirst()
                            : Optional.<String>empty()));
        } finally {
            files.remove(trial);
        }
    }

    /** Backs up and writes; both again safely after an interruption. */
    void write(List<MyCnf.Change> changes, Plan plan) {
        List<Plan.Change> planned = filesOf(plan);
        for (int i = 0; i < changes.size(); i++) {
            Plan.Change change = planned.get(i);
            if (!change.now().equals(NEW)) {
                files.copy(path(change), change.now());
            }
            files.write(path(change), changes.get(i).after());
        }
    }

    /** The files of a plan that stand changed now, as differences between backup and file. */
    List<MyCnf.Change> standing(Plan plan) {
        return standing(filesOf(plan));
    }

    List<MyCnf.Change> standing(List<Plan.Change> planned) {
        List<MyCnf.Change> standing = new ArrayList<>();
        for (Plan.Change change : planned) {
            Optional<String> before = change.now().equals(NEW) ? Optional.of("")
                    : files.text(change.now()).or(() -> madeLater(path(change), change.now()).flatMap(files::text));
            String now = files.text(path(change)).orElse("");
            before.filter(old -> !old.equals(now)).ifPresent(old -> standing.add(new MyCnf.Change(path(change), old, now)));
        }
        return standing;
    }

    /**
     * The oldest backup of a file that is younger than the planned one. A panel that died between its plan and the backup planned
     * anew after its restart, under another time; it is the first plan that is asked for the way back.
     */
    private Optional<String> madeLater(String file, String planned) {
        return host.run(RemoteCommand.of("bash", "-c", BACKUPS, "understudy", file).asRootUser()).lines()
                .filter(backup -> backup.compareTo(planned) > 0).min(String::compareTo);
    }

    /** Puts the files back as they were; a file that was new goes. */
    void restore(List<MyCnf.Change> standing) {
        for (MyCnf.Change change : standing) {
            if (change.before().isEmpty()) {
                files.remove(change.path());
            } else {
                files.write(change.path(), change.before());
            }
        }
    }

    static List<Plan.Change> filesOf(Plan plan) {
        return plan.changes().stream().filter(change -> change.name().startsWith(FILE)).toList();
    }

    static String path(Plan.Change change) {
        return change.name().substring(FILE.length());
    }
}
