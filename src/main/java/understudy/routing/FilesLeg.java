package understudy.routing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.operation.Plan;
import understudy.rails.Edit;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * The application on one host: its files name the server, and its processes have read them. A file is replaced in one moment, owner
 * and mode stay; a panel that dies at any point leaves the old content or the new.
 */
final class FilesLeg implements Leg {

    private final String hostName;
    private final Application application;
    private final SourceAddress target;
    private final ApplicationEdits edits;
    private final String backup;
    private final ApplicationRestart restart;
    private final Reach reach;
    private final SeenChanges seen;
    private final ApplicationCheck check;

    /**
     * @param servers between which it is led, the target among them
     * @param backup what the name of a changed file's copy ends in
     * @param restart by which it takes up what was changed
     */
    FilesLeg(String hostName, Application application, Set<String> databases, SourceAddress target, Servers servers, String backup,
            ApplicationRestart restart, Reach reach, SeenChanges seen, ApplicationCheck.Logins logins) {
        this.hostName = hostName;
        this.application = application;
        this.target = target;
        this.edits = new ApplicationEdits(hostName, application, databases, target, servers);
        this.backup = backup;
        this.restart = restart;
        this.reach = reach;
        this.seen = seen;
        this.check = new ApplicationCheck(hostName, target, logins);
    }

    @Override
    public String title() {
        return "the application on " + hostName;
    }

    @Override
    public String host() {
        return hostName;
    }

    @Override
    public List<HandCommand> commands() {
        List<HandCommand> lines = new ArrayList<>();
        application.databaseYml().forEach(path -> lines.add(editing(path, application.group() + " gets host " + target.host() + ", port " + target.port())));
        if (application.variables() != null) {
            lines.add(editing(application.variables(), "the same for the variables of the database"));
        }
        lines.addAll(restart.commands());
        return lines;
    }

    @Override
    public String withoutPanel() {
        return "Where " + hostName + " is switched off, leave it out, and do it before the application runs there again."
                + (application.restart() == Application.Restart.NONE ? " Then restart the application as you always do." : "");
    }

    private HandCommand editing(String path, String remark) {
        // as its owner: in a directory of the application's user a link could lead root elsewhere
        String owner = RemoteCommand.of("stat", "-c", "%U", "--", path).printed();
        return new HandCommand(hostName, "sudo -u \"$(" + owner + ")\" " + RemoteCommand.of("editor", path).printed(), remark);
    }

    @Override
    public boolean followedByMoving() {
        return application.restart() != Application.Restart.NONE;
    }

    @Override
    public Optional<Plan.FileDiff> change() {
        return seen.of(hostName, application, target).map(difference -> new Plan.FileDiff(String.join(", ", application.databaseYml())
                + " on " + hostName, application.databaseYml().getFirst() + ".understudy-TIME", "@@ " + hostName + "\n" + difference));
    }

    @Override
    public List<Finding> foresee() {
        return check.foreseen(read(reach.host(hostName)));
    }

    @Override
    public List<Finding> unwell() {
        return restart.unwell(reach.host(hostName));
    }

    private ApplicationEdits.Edits read(HostConnection host) {
        ApplicationEdits.Edits all = edits.at(host);
        seen.keep(hostName, application, target, all.difference());
        return all;
    }

    @Override
    public Standing look() {
        HostConnection host = reach.host(hostName);
        ApplicationEdits.Edits all = read(host);
        if (all.refused().isPresent()) {
            return new Standing.Stuck(all.refused().get());
        }
        List<String> changed = all.files().stream().filter(file -> file.changed().isPresent()).map(ApplicationEdits.FileEdit::path).toList();
        if (!changed.isEmpty()) {
            return new Standing.Elsewhere(String.join(" and ", changed) + " on " + hostName + (changed.size() == 1 ? " doesn't" : " don't")
                    + " name " + target + " yet", all.difference());
        }
        return wrong(host, all).<Standing>map(wrong -> new Standing.Elsewhere(wrong.message().substring(0, wrong.message().length() - 1)))
                .orElseGet(() -> new Standing.There(title() + " uses " + target));
    }

    private Optional<Finding> wrong(HostConnection host, ApplicationEdits.Edits files) {
        return new ApplicationProcesses(host, application).wrong(hostName, files.paths());
    }

    /** The files can be changed, the new server answers there, and lets the application in. */
    @Override
    public void prepare(Journal journal) {
        HostConnection host = reach.host(hostName);
        ApplicationEdits.Edits files = read(host);
        check.require(host, files, journal);
        journal.say(title() + ": " + String.join(", ", files.paths()) + " can be changed, and " + target + " answers");
    }

    @Override
    public void rehearse(Journal journal) {
        prepare(journal);
        change().ifPresent(change -> change.unified().lines().forEach(journal::say));
        restart.rehearse(reach.host(hostName), journal);
    }

    @Override
    public void move(Journal journal) {
        HostConnection host = reach.host(hostName);
        long from = System.nanoTime();
        List<Problem> left = new ArrayList<>();
        boolean written = false;
        ApplicationEdits.Edits files = edits.at(host);
        for (ApplicationEdits.FileEdit file : files.files()) {
            try {
                written |= pointed(host, file, journal);
            } catch (Problem refused) {
                left.add(refused);
            }
        }
        seen.forget(hostName);
        if (written || wrong(host, files).isPresent()) {
            restart.takeUp(host, files.paths(), written, journal);
        }
        // only now: what could be changed is in use first
        if (!left.isEmpty()) {
            throw left.getFirst();
        }
        journal.say(title() + (application.restart() == Application.Restart.NONE ? " has been told to use " : " uses ") + target
                + " after " + (System.nanoTime() - from) / 1_000_000 + " ms");
    }

    /** Whether the file had to be changed. @throws Problem when it can't be */
    private boolean pointed(HostConnection host, ApplicationEdits.FileEdit file, Journal journal) {
        return switch (file.edit()) {
            case Edit.Unchanged right -> false;
            case Edit.Changed changed -> {
                host.run(ApplicationFiles.copy(file.path(), file.path() + ".understudy-" + backup));
                host.run(ApplicationFiles.write(file.path(), file.content(), changed.text().getBytes(StandardCharsets.UTF_8)));
                journal.say(hostName + ": changed " + file.path());
                changed.difference().lines().filter(line -> !line.startsWith("@@")).forEach(journal::say);
                yield true;
            }
            case Edit.Refused refused -> throw new Problem(refused.finding());
        };
    }

    /** False when the panel was told to stop. */
    static boolean paused(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
