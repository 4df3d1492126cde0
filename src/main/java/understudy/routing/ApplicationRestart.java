package understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.HostConnection;

/** Lets an application take up its changed files, and waits until nothing of it still knows what stood there before. */
final class ApplicationRestart {

    private static final Duration GONE = Duration.ofSeconds(30);
    /** As long as a request may go on that began before the restart; it can't write any more, and one that hangs on a dead server never ends. */
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final List<String> ENDINGS = List.of("TERM", "KILL");
    private static final Duration KNOCK = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 50;

    private final String hostName;
    private final Application application;
    private final @Nullable String healthUrl;

    /** @param healthUrl the page that says when it is well again, or null */
    ApplicationRestart(String hostName, Application application, @Nullable String healthUrl) {
        this.hostName = hostName;
        this.application = application;
        this.healthUrl = healthUrl;
    }

    /** As a person would do it. */
    static List<String> commands(Application application) {
        return ApplicationProcesses.printed(application).stream().map(line -> application.restart() == Application.Restart.PASSENGER
                ? line + "   # and what hangs in a request of before is ended after " + BUSY.toSeconds() + " s" : line).toList();
    }

    /**
     * @param files that it has to have read anew
     * @param written whether one of them was changed just now
     * @throws Problem when it doesn't come back as it should
     */
    void takeUp(HostConnection host, List<String> files, boolean written, Journal journal) {
        new ApplicationProcesses(host, application).restart();
        if (written && application.restart() == Application.Restart.NONE) {
            journal.say("the application on " + hostName + " uses it as soon as it has been restarted; the panel doesn't do that here");
            return;
        }
        awaitNew(host, files, journal);
        if (healthUrl != null) {
            WebPage.at(healthUrl).awaitedWell(host, hostName);
        }
    }

    private void awaitNew(HostConnection host, List<String> files, Journal journal) {
        ApplicationProcesses processes = new ApplicationProcesses(host, application);
        long from = System.nanoTime();
        int told = 0;
        int knocks = 0;
        for (Optional<Finding> wrong = processes.wrong(hostName, files); wrong.isPresent(); wrong = processes.wrong(hostName, files)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - from);
            if (waited.compareTo(GONE) > 0 || !FilesLeg.paused(PAUSE_MILLIS)) {
                throw new Problem(wrong.get());
            }
            if (waited.toSeconds() >= knocks) {
                knocks++;
                knock(host);
            }
            if (told < ENDINGS.size() && waited.compareTo(BUSY.multipliedBy(told + 1)) > 0) {
                journal.say("the application on " + hostName + ": requests that began before its restart go on; their processes are ended ("
                        + ENDINGS.get(told) + ")");
                processes.endOld(files, ENDINGS.get(told++));
            }
        }
    }

    /** Passenger looks at its restart file only when a request comes, and at night none does. */
    private void knock(HostConnection host) {
        if (application.restart() == Application.Restart.RESTART_FILE && healthUrl != null) {
            WebPage.at(healthUrl).knock(host, KNOCK);
        }
    }
}
