package understudy.routing;

import java.time.Duration;
import java.util.List;
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
 * @param writes what is known of pages to write through
 */
record ApplicationPages(@Nullable String health, @Nullable String write, WritePages writes) {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    /** Much less than a look at everything may take: a page that hangs must not hide what else was seen. */
    private static final Duration BRIEF = Duration.ofSeconds(6);

    /** What of the proof at a promotion's end wouldn't succeed now. Asks the page to write through rarely; see {@link WritePages}. */
    List<Finding> unwell(HostConnection host, String hostName) {
        return unwell(host, hostName, BRIEF);
    }

    List<Finding> unwell(HostConnection host, String hostName, Duration limit) {
        if (health == null) {
            return List.of(Finding.info("ApplicationUnasked", hostName, "Nobody asks the application on " + hostName
                    + " whether it is well: its route names no page for that."));
        }
        try {
            well(health, host, hostName, limit);
        } catch (HostUnreachable | CommandTimedOut away) {
            throw away;
        } catch (Problem unwell) {
            return List.of(unwell.finding());
        }
        return write == null ? List.of(Finding.info("WriteUnproven", hostName, "That what the application on " + hostName
                + " writes arrives can't be proven: its route names no page to write through."))
                : writes.failing(write, host, hostName, limit).stream().toList();
    }

    private static WebPage.Answer well(String health, HostConnection host, String hostName, Duration limit) {
        WebPage.Answer answer = WebPage.at(health).ask("GET", host, hostName, limit);
        if (!answer.good()) {
            throw WebPage.unwell(hostName, health, answer);
        }
        return answer;
    }

    /** Whether they answer now; nothing is written. @throws Problem ApplicationUnwell, PageUnreachable, WritePageFails */
    void rehearse(HostConnection host, String hostName, Journal journal) {
        if (health == null) {
            journal.say("the application on " + hostName + " has no page that says that it is well; nobody can ask it after a promotion");
            return;
        }
        journal.say("the application on " + hostName + " says that it is well (" + well(health, host, hostName, PATIENT).status() + ")");
        if (write == null) {
            journal.say("it has no page to write through, so that what it writes arrives can't be proven");
            return;
        }
        WritePages.Asked asked = writes.ask(write, host, hostName, PATIENT);
        asked.failing().ifPresent(failing -> {
            throw new Problem(failing);
        });
        journal.say(asked.words() + "; nothing was written");
    }
}
