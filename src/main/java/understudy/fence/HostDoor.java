package understudy.fence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.reach.Reach;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;

/**
 * The way to a host that may be dead. A question gets two seconds; a host that is held for dead and
 * didn't answer in them is not asked again for five, so that the steps of one failover don't wait for the same silence one after
 * the other. Members that are needed are asked each time. A panel that takes a failover up right after its own start has no session
 * with anybody yet and is busy with itself: for its first questions it has more patience, or it would hold the living for dead.
 *
 * <p>Only for questions, and for what may safely happen late: what isn't answered in time goes on in the background to its own
 * limit.
 */
@Component
public class HostDoor {

    /** The code of a finding that says that no answer came. */
    static final String SILENT = "NoAnswer";

    /** What a question gets. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Duration LIMIT_AT_FIRST = Duration.ofSeconds(10);

    private static final Duration AT_FIRST = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** Long enough for one more question after a silence, and shorter than an operation's patience before it rolls back. */
    private static final Duration LATELY = Duration.ofSeconds(8);

    private final Reach reach;
    private final Clock clock;
    private final Map<String, Instant> silentUntil = new ConcurrentHashMap<>();
    private final Map<String, Instant> heardUntil = new ConcurrentHashMap<>();
    private final Instant usualFrom;

    HostDoor(Reach reach, Clock clock) {
        this.reach = reach;
        this.clock = clock;
        this.usualFrom = clock.instant().plus(AT_FIRST);
    }

    /** What came back. */
    public sealed interface Answer<T> {

        /** The host answered. */
        record Given<T>(T value) implements Answer<T> {
        }

        /** It didn't, or the panel isn't let in. @param silent whether nothing at all came back */
        record None<T>(Finding cause, boolean silent) implements Answer<T> {

            None(Finding cause) {
                this(cause, false);
            }
        }
    }

    /** Asks the host over SSH. */
    public <T> Answer<T> ask(String host, Function<HostConnection, T> question) {
        return silent(host) ? new Answer.None<>(silent(host, host, LIMIT))
                : remembering(host, within(host, host, LIMIT, () -> asked(host, question)));
    }

    /** Asks the host of a member that is held to be alive; remembers nothing. */
    <T> Answer<T> askMember(String host, Function<HostConnection, T> question) {
        return within(host, host, LIMIT, () -> asked(host, question));
    }

    /** A session that is lost says little of its host: a new one is tried before the host counts as silent. */
    private <T> T asked(String host, Function<HostConnection, T> question) {
        try {
            return question.apply(reach.host(host));
        } catch (HostUnreachable lost) {
            return question.apply(reach.host(host));
        }
    }

    /** Whether this host has answered a moment ago, so that its silence may pass. */
    public boolean answeredLately(String host) {
        Instant until = heardUntil.get(host);
        return until != null && clock.instant().isBefore(until);
    }

    /** Asks the host's server; a server that says no has answered with {@link Answer.None}, but its host isn't silent. */
    public <T> Answer<T> askServer(String host, Function<Server, T> question) {
        // a server that hangs says nothing about its host
        return silent(host) || silent(server(host)) ? new Answer.None<>(silent(host, server(host), LIMIT))
                : remembering(server(host), askMemberServer(host, LIMIT, question));
    }

    /** Asks the server of a member that is held to be alive; remembers nothing. */
    public <T> Answer<T> askMemberServer(String host, Duration limit, Function<Server, T> question) {
        return within(host, server(host), limit, () -> question.apply(reach.server(host)));
    }

    private <T> Answer<T> remembering(String asked, Answer<T> answer) {
        switch (answer) {
            case Answer.Given<T> given -> heardUntil.put(asked, clock.instant().plus(LATELY));
            case Answer.None<T> none when none.silent() -> silentUntil.put(asked, clock.instant().plus(REMEMBERED));
            case Answer.None<T> refused -> {
                // it answered, though not with what was asked for
            }
        }
        return answer;
    }

    /** Whether it gave no answer a moment ago and wasn't asked anything since. */
    boolean holdsForSilent(String host) {
        return silent(host);
    }

    /** Asks the server anew, however silent it was: its process is another one now. */
    void forgetServer(String host) {
        silentUntil.remove(server(host));
    }

    /** Asks both anew, with no memory of an earlier failover. */
    void forget(String host) {
        silentUntil.remove(host);
        heardUntil.remove(host);
        forgetServer(host);
    }

    private static String server(String host) {
        return "the server on " + host;
    }

    private <T> Answer<T> within(String host, String asked, Duration usual, Supplier<T> question) {
        Duration limit = clock.instant().isBefore(usualFrom) && usual.compareTo(LIMIT_AT_FIRST) < 0 ? LIMIT_AT_FIRST : usual;
        FutureTask<T> asking = new FutureTask<>(question::get);
        Thread.ofVirtual().name("ask-" + host).start(asking);
        try {
            return new Answer.Given<>(asking.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silence) {
            asking.cancel(true);
            return new Answer.None<>(silent(host, asked, limit), true);
        } catch (ExecutionException failed) {
            return failed(asked, failed.getCause());
        } catch (InterruptedException stopped) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.None<>(silent(host, asked, limit));
        }
    }

    private boolean silent(String asked) {
        Instant until = silentUntil.get(asked);
        return until != null && clock.instant().isBefore(until);
    }

    private <T> Answer<T> failed(String asked, @Nullable Throwable cause) {
        return switch (cause) {
            case HostUnreachable gone -> new Answer.None<>(gone.finding(), true);
            case CommandTimedOut late -> new Answer.None<>(late.finding(), true);
            case Problem other -> new Answer.None<>(other.finding());
            case null, default -> throw thrown("asking " + asked, cause);
        };
    }

    /** What a question on another thread threw, to be thrown on this one. */
    static RuntimeException thrown(String doing, @Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error fatal -> throw fatal;
            case null, default -> new IllegalStateException(doing, cause);
        };
    }

    private static Finding silent(String host, String asked, Duration limit) {
        return Finding.blocker(SILENT, host, "No answer came from " + asked + " within " + limit.toSeconds() + " s.",
                "Check that the machine is up and that the panel's network reaches it.");
    }
}
