package understudy.routing;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;

/**
 * The pages of an application that a promotion asks at its end.
 *
 * @param health the one that says that it is well, or null
 * @param write the one that writes, or null
 */
record ApplicationPages(@Nullable String health, @Nullable String write) {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int SERVER_FAILS = 500;

    /**
     * Why it isn't well now, for those who ask every few seconds: the page to write through is left alone, because it may answer such a
     * question with an error that wakes somebody.
     */
    Optional<Finding> unwell(HostConnection host, String hostName) {
        try {
            if (health != null) {
                well(health, host, hostName);
            }
            return Optional.empty();
        } catch (HostUnreachable | CommandTimedOut away) {
            throw away;
        } catch (Problem unwell) {
            return Optional.of(unwell.finding());
        }
    }

    private static WebPage.Answer well(String health, HostConnection host, String hostName) {
        WebPage.Answer answer = WebPage.at(health).ask("GET", host, hostName, ANSWER);
        if (!answer.good()) {
            throw WebPage.unwell(hostName, health, answer);
        }
        return answer;
    }

    /** Whether they answer now; nothing is written. @throws Problem ApplicationUnwell, PageUnreachable */
    void rehearse(HostConnection host, String hostName, Journal journal) {
        if (health == null) {
            journal.say("the application on " + hostName + " has no page that says that it is well; nobody can ask it after a promotion");
            return;
        }
        journal.say("the application on " + hostName + " says that it is well (" + well(health, host, hostName).status() + ")");
        if (write == null) {
            journal.say("it has no page to write through, so that what it writes arrives can't be proven");
            return;
        }
        // HEAD, because a page must not change anything then, whatever it does when it is posted to
        WebPage.Answer answer = WebPage.at(ProveApplication.without(write)).ask("HEAD", host, hostName, ANSWER);
        if (answer.status() >= SERVER_FAILS) {
            throw new Problem(Finding.blocker("ApplicationUnwell", hostName, "The page to write through on " + hostName + " fails with status "
                    + answer.status() + ".", "Look at the application's log on " + hostName + ", mend the cause, then try again."));
        }
        journal.say("something answers at its page to write through (" + answer.status() + "); nothing was written");
    }
}
