package understudy.fence;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.SqlSession;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** Whether a source lives, asked of its host and, where that is silent, of the hosts of its replicas. Takes some two seconds at most. */
@Component
class DeathProof {

    /** Changes a row of nobody's each time, so that it has to get through to the binary log as every commit has. */
    static final String TEST_WRITE = "INSERT INTO understudy.heartbeat (server_uuid, beat) VALUES ('failover-test', 1)"
            + " ON DUPLICATE KEY UPDATE beat = (beat + 1) % 1000";

    /** A host that lives mostly answers in this time; only else its neighbours are asked, and wait beside it. */
    private static final Duration SOON = Duration.ofMillis(400);

    private final HostDoor door;
    private final Hosts hosts;

    DeathProof(HostDoor door, Hosts hosts) {
        this.door = door;
        this.hosts = hosts;
    }

    /** What was found. */
    sealed interface Verdict {

        /** Its host says that it takes no statements. */
        record Dead(String evidence) implements Verdict {
        }

        /** Its host gives no answer, and neither does it to anybody else. */
        record OutOfReach(String evidence) implements Verdict {
        }

        /** It lives, or that can't be excluded. */
        record Alive(Finding finding) implements Verdict {
        }
    }

    /** @param place where its server was last seen to keep its files @param witnesses members whose hosts may still see it */
    Verdict of(String source, ServerPlace place, List<String> witnesses) {
        door.forget(source);
        Host host = hosts.get(source);
        var asking = started("proof-" + source, () -> door.ask(source,
                connection -> connection.run(ServerProcess.look(host, place))));
        Map<String, FutureTask<HostDoor.Answer<Greeting>>> elsewhere = new TreeMap<>();
        if (!answered(asking)) {
            witnesses.forEach(witness -> elsewhere.put(witness, started("greeting-" + witness, () -> door.askMember(witness,
                    connection -> connection.run(Greeting.of(host.replicationAddress(), host.mysqlPort()))))));
        }
        return switch (answer(asking)) {
            case HostDoor.Answer.Given<List<ServerProcess>> seen -> seen(source, seen.value());
            case HostDoor.Answer.None<List<ServerProcess>> silent -> unseen(source, silent.cause(), elsewhere);
        };
    }

    private static <T> FutureTask<T> started(String name, Callable<T> question) {
        FutureTask<T> asking = new FutureTask<>(question);
        Thread.ofVirtual().name(name).start(asking);
        return asking;
    }

    /** Whether the host says something soon: then nobody else need be asked. */
    private static boolean answered(FutureTask<HostDoor.Answer<List<ServerProcess>>> asking) {
        try {
            return asking.get(SOON.toMillis(), TimeUnit.MILLISECONDS) instanceof HostDoor.Answer.Given<List<ServerProcess>>;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException bug) {
            throw HostDoor.thrown("asking for a process", bug.getCause());
        }
    }

    private Verdict seen(String source, List<ServerProcess> processes) {
        if (processes.isEmpty()) {
            return new Verdict.Dead("The host " + source + " answers, and no server process runs there.");
        }
        if (processes.stream().allMatch(ServerProcess::frozen)) {
            return new Verdict.Dead("The host " + source + " answers, and its server is stopped: " + processes.getFirst() + ".");
        }
        return switch (write(source)) {
            case HostDoor.Answer.Given<Boolean> wrote -> new Verdict.Alive(DeathFindings.lives(source));
            case HostDoor.Answer.None<Boolean> none when none.cause().code().equals(HostDoor.SILENT) ->
                    new Verdict.Dead("The server on " + source + " runs, but doesn't finish a statement within "
                            + HostDoor.LIMIT.toSeconds() + " s.");
            case HostDoor.Answer.None<Boolean> none when provesLife(none.cause()) ->
                    new Verdict.Alive(DeathFindings.lives(source));
            case HostDoor.Answer.None<Boolean> none ->
                    new Verdict.Dead("The server on " + source + " runs, but takes no statement: " + none.cause().message());
        };
    }

    /** Whether its server takes statements right now, as far as it says anything. */
    boolean takesStatements(String source) {
        return switch (write(source)) {
            case HostDoor.Answer.Given<Boolean> wrote -> true;
            case HostDoor.Answer.None<Boolean> none -> provesLife(none.cause());
        };
    }

    private HostDoor.Answer<Boolean> write(String source) {
        return door.askServer(source, server -> {
            try (SqlSession session = server.open(HostDoor.LIMIT)) {
                session.execute(TEST_WRITE);
                return true;
            }
        });
    }

    /** A server that answers with an error lives, whatever the error; the panel can't be let in without one. */
    private static boolean provesLife(Finding cause) {
        return cause.evidence().containsKey("errorNumber");
    }

    private static Verdict unseen(String source, Finding silence,
            Map<String, FutureTask<HostDoor.Answer<Greeting>>> elsewhere) {
        Map<String, Greeting> greetings = new TreeMap<>();
        elsewhere.forEach((witness, asking) -> {
            if (answer(asking) instanceof HostDoor.Answer.Given<Greeting> given) {
                greetings.put(witness, given.value());
            }
        });
        List<String> greeted = greetings.keySet().stream().filter(name -> greetings.get(name) == Greeting.GREETS).toList();
        if (!greeted.isEmpty()) {
            return new Verdict.Alive(DeathFindings.livesElsewhere(source, greeted));
        }
        if (greetings.isEmpty()) {
            return new Verdict.Alive(DeathFindings.isolated(source));
        }
        return new Verdict.OutOfReach(silence.message() + " It doesn't greet its replicas either (" + greetings.entrySet().stream()
                .map(one -> one.getKey() + ": " + (one.getValue() == Greeting.REFUSED ? "refused" : "no word"))
                .collect(Collectors.joining(", ")) + ").");
    }

    private static <T> HostDoor.Answer<T> answer(FutureTask<HostDoor.Answer<T>> asking) {
        try {
            return asking.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new HostDoor.Answer.None<>(Finding.blocker("Interrupted", null, "It was interrupted.", "Try again."));
        } catch (ExecutionException bug) {
            throw HostDoor.thrown("asking whether a source lives", bug.getCause());
        }
    }
}
