package understudy.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;

/**
 * Whether something answers at the pages to write through, though nothing is written. A page that is only made to be posted to may
 * answer such a question with an error that wakes somebody, so each is asked once, then every hour, and when somebody rehearses.
 */
@Component
class WritePages {

    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final int SERVER_FAILS = 500;

    private final Clock clock;
    private final Map<Page, Seen> seen = new ConcurrentHashMap<>();

    private record Page(String url, String host) {
    }

    private record Seen(Instant at, Asked asked) {
    }

    /** How it went. @param status that it answered with, 0 where it gave no answer @param failing empty when it answers */
    record Asked(int status, Optional<Finding> failing) {

        /** What somebody who rehearses should know of it: a mistyped address is answered too. */
        String words() {
            return switch (status) {
                case 401, 403 -> "its page to write through answers " + status + "; that may be because it was asked without being posted to,"
                        + " or because it lets nobody in without a password";
                case 404 -> "its page to write through answers 404; that may be because it was asked without being posted to, or because"
                        + " there is no such page";
                default -> "something answers at its page to write through (" + status + ")";
            };
        }
    }

    WritePages(Clock clock) {
        this.clock = clock;
    }

    /** What it said last, or, where that is long ago, says now; empty when it answers. @throws Problem when the host can't be asked */
    Optional<Finding> failing(String url, HostConnection host, String hostName, Duration limit) {
        Seen last = seen.get(new Page(url, hostName));
        return last != null && clock.instant().isBefore(last.at().plus(BETWEEN)) ? last.asked().failing()
                : ask(url, host, hostName, limit).failing();
    }

    /** What it says now. @throws Problem when the host can't be asked */
    Asked ask(String url, HostConnection host, String hostName, Duration limit) {
        Asked asked = now(ProveApplication.without(url), host, hostName, limit);
        seen.put(new Page(url, hostName), new Seen(clock.instant(), asked));
        return asked;
    }

    private static Asked now(String url, HostConnection host, String hostName, Duration limit) {
        try {
            // HEAD, because a page must not change anything then, whatever it does when it is posted to
            WebPage.Answer answer = WebPage.at(url).ask("HEAD", host, hostName, limit);
            // below that it may just say that it wants to be posted to
            return new Asked(answer.status(), answer.status() < SERVER_FAILS ? Optional.empty()
                    : Optional.of(failing(hostName, "with status " + answer.status())));
        } catch (HostUnreachable | CommandTimedOut away) {
            throw away;
        } catch (Problem silent) {
            return new Asked(0, Optional.of(failing(hostName, "to answer: " + silent.finding().message().replaceFirst("\\.$", ""))));
        }
    }

    private static Finding failing(String host, String how) {
        return Finding.blocker("WritePageFails", host, "The page to write through on " + host + " fails " + how
                + ". A promotion couldn't prove that what the application writes arrives.",
                "Look at the application's log on " + host + " and mend the cause. The page is asked once an hour; Rehearse on the page Routes asks it at once.");
    }
}
