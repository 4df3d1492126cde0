package understudy.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;
import understudy.reach.Reach;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.Member;

/**
 * Asks others about a source that gives reason for it, again and again until it no longer does: its host by SSH, its replicas
 * by a look at once, and where its host doesn't answer, its port as seen from the replicas' hosts. Costs nothing while all is
 * well, because then it doesn't run.
 */
final class SourceInquiry implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceInquiry.class);
    private static final Duration HOST_ALONE = Duration.ofMillis(300);
    private static final Duration HOST_LIMIT = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration USUAL = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration URGENT = Duration.ofMinutes(1);

    private final String cluster;
    private final Board board;
    private final Reach reach;
    private final Clock clock;
    private final Consumer<String> wake;
    private final Map<String, Knocking> knockers = new HashMap<>();
    private @Nullable CompletableFuture<HostAnswer> asked;

    /** @param wake has a host looked at now */
    SourceInquiry(String cluster, Board board, Reach reach, Clock clock, Consumer<String> wake) {
        this.cluster = cluster;
        this.board = board;
        this.reach = reach;
        this.clock = clock;
        this.wake = wake;
    }

    @Override
    public void run() {
        Instant begun = clock.instant();
        try {
            for (int round = 0; true; round++) {
                Optional<Cluster> troubled = board.inTrouble(cluster);
                Optional<Host> source = troubled.flatMap(Cluster::source).flatMap(board::declaredHost);
                if (source.isEmpty()) {
                    return;
                }
                ask(troubled.get(), source.get());
                boolean urgent = clock.instant().isBefore(begun.plus(URGENT));
                Thread.sleep(round < 2 ? SHORT : urgent ? USUAL : LONG);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Cluster troubled, Host source) throws InterruptedException {
        troubled.hosts(Member.Role.REPLICA).forEach(wake);
        CompletableFuture<HostAnswer> answer = asked == null || asked.isDone() ? askHost(source) : asked;
        asked = answer;
        if (told(answer, HOST_ALONE)) {
            if (answer.join() instanceof HostAnswer.Told now && now.listening()) {
                wake.accept(source.name());
            }
            return;
        }
        for (String replica : troubled.hosts(Member.Role.REPLICA)) {
            knockFrom(replica, source);
        }
        if (!told(answer, HOST_LIMIT.minus(HOST_ALONE)) && !answer.isDone()) {
            board.hostAnswered(cluster, new HostAnswer.Silent(clock.instant(),
                    "no answer within " + HOST_LIMIT.toSeconds() + " s."));
        }
    }

    /** The host's answer; a late one still counts when it comes. */
    private CompletableFuture<HostAnswer> askHost(Host source) {
        CompletableFuture<HostAnswer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("inquiry-" + source.name()).start(() -> {
            HostAnswer said = answerOf(source);
            board.hostAnswered(cluster, said);
            answer.complete(said);
        });
        return answer;
    }

    private HostAnswer answerOf(Host source) {
        try {
            return reach.host(source.name()).run(HostQuestion.of(source, board.latestLook(source.name()), clock));
        } catch (Problem silent) {
            return new HostAnswer.Silent(clock.instant(), silent.finding().message());
        } catch (RuntimeException bug) {
            LOG.error("asking the host {} failed in an unexpected way", source.name(), bug);
            return new HostAnswer.Silent(clock.instant(), "the panel failed to ask: " + bug);
        }
    }

    private static boolean told(CompletableFuture<HostAnswer> answer, Duration limit) throws InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS) instanceof HostAnswer.Told;
        } catch (TimeoutException | ExecutionException notYet) {
            LOG.trace("no answer yet", notYet);
            return false;
        }
    }

    private void knockFrom(String replica, Host source) {
        Knocking knocking = knockers.computeIfAbsent(replica, name -> new Knocking(name, reach, clock));
        if (knocking.begin()) {
            Thread.ofVirtual().name("knock-" + replica).start(() -> knock(knocking, replica, source));
        }
    }

    /** On a thread of its own, which may outlive a panel that is being closed. */
    private void knock(Knocking knocking, String replica, Host source) {
        try {
            board.knocked(cluster, replica, knocking.at(source));
        } catch (RuntimeException bug) {
            LOG.error("knocking at {} from {} failed in an unexpected way", source.name(), replica, bug);
        }
    }
}
