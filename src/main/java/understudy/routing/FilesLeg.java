package understudy.routing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.operation.Plan;
import understudy.rails.Edit;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * The application on one host: its files name the server, and its processes have read them. A file is replaced in one moment, owner
 * and mode stay; a panel that dies at any point leaves the old content or the new.
 */
final class FilesLeg implements Leg {

    private static final Duration GONE = Duration.ofSeconds(30);
    /** As long as a request may go on that began before the restart; it can't write any more, and one that hangs on a dead server never ends. */
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final List<String> ENDINGS = List.of("TERM", "KILL");
    private static final long PAUSE_MILLIS = 50;

    private final String hostName;
    private final Application application;
    private final SourceAddress target;
    private final ApplicationEdits edits;
    private final String backup;
    private final @Nullable String healthUrl;
    private final Reach reach;
    private final SeenChanges seen;
    private final ApplicationCheck check;

    /**
     * @param backup what the name of a changed file's copy ends in
     * @param healthUrl the page that says when it is well again, or null
     */
    FilesLeg(String hostName, Application application, Set<String> databases, SourceAddress target, String backup,
            @Nullable String healthUrl, Reach reach, SeenChanges seen, ApplicationCheck.Logins logins) {
        this.hostName = hostName;
        this.application = application;
        this.target = target;
        this.edits = new ApplicationEdits(hostName, application, databases, target);
        this.backup = backup;
        this.healthUrl = healthUrl;
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
    public List<String> commands() {
        List<String> lines = new ArrayList<>();
        application.databaseYml().forEach(path -> lines.add(RemoteCommand.of("editor", path).asRootUser().printed()
                + "   # on " + hostName + ": " + application.group() + " gets host " + target.host() + ", port " + target.port()));
        ApplicationProcesses.restart(application).forEach(command -> lines.add(application.restart() == Application.Restart.RESTART_FILE
                ? RemoteCommand.of("touch", application.root() + "/tmp/restart.txt").printed() + "   # as the application's user on " + hostName
                : command.printed() + (application.restart() == Application.Restart.PASSENGER
                        ? "   # and what hangs in a request of before is ended after " + BUSY.toSeconds() + " s" : "")));
        return lines;
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

    private List<ApplicationEdits.FileEdit> read(HostConnection host) {
        List<ApplicationEdits.FileEdit> all = edits.at(host);
        seen.keep(hostName, application, target, ApplicationEdits.difference(all));
        return all;
    }

    @Override
    public Standing look() {
        if (application.variables() != null) {
            return new Standing.Stuck(Finding.blocker("DatabaseUrlWins", hostName, "On " + hostName + " DATABASE_URL is set in "
                    + application.variables() + "; it wins over what database.yml says.",
                    "Take DATABASE_URL out of that file, so that the application follows its database.yml; or use a hook."));
        }
        HostConnection host = reach.host(hostName);
        List<ApplicationEdits.FileEdit> all = read(host);
        Optional<Finding> refused = all.stream().map(ApplicationEdits.FileEdit::refused).flatMap(Optional::stream).findFirst();
        if (refused.isPresent()) {
            return new Standing.Stuck(refused.get());
        }
        List<String> changed = all.stream().filter(file -> file.changed().isPresent()).map(ApplicationEdits.FileEdit::path).toList();
        if (!changed.isEmpty()) {
            return new Standing.Elsewhere(String.join(" and ", changed) + " on " + hostName + (changed.size() == 1 ? " doesn't" : " don't")
                    + " name " + target + " yet", ApplicationEdits.difference(all));
        }
        return wrong(host).<Standing>map(wrong -> new Standing.Elsewhere(wrong.message().substring(0, wrong.message().length() - 1)))
                .orElseGet(() -> new Standing.There(title() + " uses " + target));
    }

    private Optional<Finding> wrong(HostConnection host) {
        return new ApplicationProcesses(host, application).wrong(hostName);
    }

    /** The files can be changed, the new server answers there, and lets the application in. */
    @Override
    public void prepare(Journal journal) {
        HostConnection host = reach.host(hostName);
        check.require(host, read(host), journal);
        journal.say(title() + ": " + String.join(", ", application.databaseYml()) + " can be changed, and " + target + " answers");
    }

    @Override
    public void move(Journal journal) {
        HostConnection host = reach.host(hostName);
        long from = System.nanoTime();
        List<Problem> left = new ArrayList<>();
        boolean written = false;
        for (ApplicationEdits.FileEdit file : edits.at(host)) {
            try {
                written |= pointed(host, file, journal);
            } catch (Problem refused) {
                left.add(refused);
            }
        }
        seen.forget(hostName);
        if (written || wrong(host).isPresent()) {
            takeUp(host, written, journal);
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

    private void takeUp(HostConnection host, boolean written, Journal journal) {
        new ApplicationProcesses(host, application).restart();
        if (written && application.restart() == Application.Restart.NONE) {
            journal.say(title() + " uses " + target + " as soon as it has been restarted; the panel doesn't do that here");
            return;
        }
        awaitNew(host, journal);
        if (healthUrl != null) {
            WebPage.at(healthUrl).awaitedWell(host, hostName);
        }
    }

    private void awaitNew(HostConnection host, Journal journal) {
        long from = System.nanoTime();
        int told = 0;
        for (Optional<Finding> wrong = wrong(host); wrong.isPresent(); wrong = wrong(host)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - from);
            if (waited.compareTo(GONE) > 0 || !paused(PAUSE_MILLIS)) {
                throw new Problem(wrong.get());
            }
            if (told < ENDINGS.size() && waited.compareTo(BUSY.multipliedBy(told + 1)) > 0) {
                journal.say(title() + ": requests that began before its restart go on; their processes are ended (" + ENDINGS.get(told) + ")");
                new ApplicationProcesses(host, application).endOld(ENDINGS.get(told++));
            }
        }
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
