package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** Lets an application take up its changed files, and waits until nothing of it still knows what stood there before. */
final class ApplicationRestart {

    private static final List<String> ENDINGS = List.of("TERM", "KILL");
    private static final Duration KNOCK = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 50;

    private final String hostName;
    private final Application application;
    private final ApplicationPages pages;
    private final boolean sourceStays;
    private final Patience patience;

    /**
     * @param pages those that say when it is well again
     * @param sourceStays whether the source is who it was before, so that a request of before may still write there
     */
    ApplicationRestart(String hostName, Application application, ApplicationPages pages, boolean sourceStays, Patience patience) {
        this.hostName = hostName;
        this.application = application;
        this.pages = pages;
        this.sourceStays = sourceStays;
        this.patience = patience;
    }

    /** @param busy as long as a request may go on that began before the restart @param gone when none of the former processes is left */
    record Patience(Duration busy, Duration gone) {

        static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** As a person would do it. */
    List<HandCommand> commands() {
        List<HandCommand> lines = new ArrayList<>(ApplicationProcesses.printed(application).stream().map(line -> new HandCommand(hostName, line)).toList());
        if (endsRequests()) {
            lines.add(new HandCommand(hostName, RemoteCommand.of("pkill", "-9", "-f", "^Passenger RubyApp: " + application.root()).asRootUser().printed(),
                    "after " + patience.busy().toSeconds() + " s, if a request of before still hangs"));
        }
        return lines;
    }

    /**
     * Whether requests of before are ended that go on too long: one that hangs on a dead server never ends. Not where they could still
     * write, nor where nobody knows when the restart takes place: until then they are no requests of before.
     */
    private boolean endsRequests() {
        return !sourceStays && ApplicationProcesses.restartsPassengerAtOnce(application);
    }

    /** What of the proof at a promotion's end wouldn't succeed now. */
    List<Finding> unwell(HostConnection host) {
        return pages.unwell(host, hostName);
    }

    /** Whether its pages answer now; nothing is written. @throws Problem ApplicationUnwell, PageUnreachable */
    void rehearse(HostConnection host, Journal journal) {
        pages.rehearse(host, hostName, journal);
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
        if (pages.health() != null) {
            WebPage.at(pages.health()).awaitedWell(host, hostName);
        }
    }

    private void awaitNew(HostConnection host, List<String> files, Journal journal) {
        ApplicationProcesses processes = new ApplicationProcesses(host, application);
        List<String> endings = endsRequests() ? ENDINGS : List.of();
        long from = System.nanoTime();
        int told = 0;
        int knocks = 0;
        for (Optional<Finding> wrong = processes.wrong(hostName, files); wrong.isPresent(); wrong = processes.wrong(hostName, files)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - from);
            if (waited.compareTo(patience.gone()) > 0 || !FilesLeg.paused(PAUSE_MILLIS)) {
                throw new Problem(wrong.get());
            }
            if (waited.toSeconds() >= knocks) {
                knocks++;
                knock(host);
            }
            if (told < endings.size() && waited.compareTo(patience.busy().multipliedBy(told + 1)) > 0) {
                journal.say("the application on " + hostName + ": requests that began before its restart go on; their processes are ended ("
                        + endings.get(told) + ")");
                processes.endOld(files, endings.get(told++));
            }
        }
    }

    /** Passenger looks at its restart file only when a request comes, and at night none does. */
    private void knock(HostConnection host) {
        if (application.restart() == Application.Restart.RESTART_FILE && pages.health() != null) {
            WebPage.at(pages.health()).knock(host, KNOCK);
        }
    }
}
