package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.Sql;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.HostUnreachable;
import understudy.remote.RemoteCommand;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * The last proof: the application on each host says that it is well, and what is written through it arrives on the source and on every
 * replica. The page for that answers with JSON that names the {@code table} and the {@code column} in which it put the token.
 */
@Component
public final class ProveApplication implements Step<ProveApplication.Wish> {

    public static final StepName NAME = new StepName("prove-application");

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;
    private static final String TOKEN = "{token}";
    private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9_$]{1,64}");

    /** @param mayBeGone the old source whose host is out of reach, or empty */
    public record Wish(RouteMove move, String mayBeGone) {
    }

    private final Clusters clusters;
    private final Legs legs;
    private final Reach reach;

    ProveApplication(Clusters clusters, Legs legs, Reach reach) {
        this.clusters = clusters;
        this.legs = legs;
        this.reach = reach;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Wish> parameters() {
        return Wish.class;
    }

    @Override
    public StepText text(Wish wish) {
        return new StepText("Prove it", "Write through the application",
                "What counts is what a customer sees: the application says that it is well, and what it writes is in the database.",
                "The databases are in order; the message says which host's application isn't.", "Ask it");
    }

    /** The page's address with no text to write. */
    static String without(String writeUrl) {
        return writeUrl.replace(TOKEN, "");
    }

    /** Whether there is anything to ask. */
    public static boolean askable(RouteMove move) {
        return move.routes().stream().anyMatch(route -> route instanceof Route.DatabaseYmls files && files.healthUrl() != null);
    }

    @Override
    public Inspection inspect(Wish wish) {
        return new Inspection.Possible("nothing was proven yet");
    }

    @Override
    public Plan plan(Wish wish) {
        List<String> lines = new ArrayList<>();
        asked(wish).forEach(asked -> {
            lines.add(RemoteCommand.of("curl", "-fsS", String.valueOf(asked.route().healthUrl())).printed() + "   # on " + asked.host());
            if (asked.route().writeUrl() != null) {
                lines.add(RemoteCommand.of("curl", "-fsS", "-X", "POST", asked.route().writeUrl()).printed() + "   # on " + asked.host());
            }
        });
        return Plan.ofCommands(lines.toArray(String[]::new));
    }

    private record Asked(Route.DatabaseYmls route, String host) {
    }

    private List<Asked> asked(Wish wish) {
        Cluster cluster = clusters.get(wish.move().cluster());
        return wish.move().routes().stream().flatMap(route -> route instanceof Route.DatabaseYmls files && files.healthUrl() != null
                ? legs.hostsOf(files, cluster).stream().map(host -> new Asked(files, host)) : Stream.<Asked>empty()).toList();
    }

    @Override
    public Outcome apply(Wish wish, Plan plan, Journal journal) {
        List<String> left = new ArrayList<>();
        boolean arrives = true;
        for (Asked asked : asked(wish)) {
            try {
                reach.host(asked.host());
            } catch (HostUnreachable gone) {
                if (!asked.host().equals(wish.mayBeGone())) {
                    return new Outcome.Failed(gone.finding());
                }
                left.add(asked.host());
                continue;
            }
            arrives &= prove(asked, wish, journal);
        }
        return new Outcome.Applied((arrives ? "The application is well, and what it writes arrives"
                : "The application says that it is well; whether what it writes arrives wasn't proven everywhere")
                + (left.isEmpty() ? "" : "; on " + String.join(", ", left) + " it is left until its host is back"));
    }

    /** Whether what it wrote was seen to arrive. */
    private boolean prove(Asked asked, Wish wish, Journal journal) {
        String health = String.valueOf(asked.route().healthUrl());
        WebPage.Answer well = WebPage.at(health).awaitedWell(reach.host(asked.host()), asked.host());
        journal.say("the application on " + asked.host() + " says that it is well (" + well.status() + ")");
        String write = asked.route().writeUrl();
        if (write == null) {
            return false;
        }
        String token = "understudy-" + UUID.randomUUID();
        WebPage.Answer written = WebPage.at(write.replace(TOKEN, token)).ask("POST", reach.host(asked.host()), asked.host(), ANSWER);
        if (!written.good()) {
            throw WebPage.unwell(asked.host(), write, written);
        }
        return find(token, written, wish, asked.host(), journal);
    }

    private boolean find(String token, WebPage.Answer written, Wish wish, String host, Journal journal) {
        Cluster cluster = clusters.get(wish.move().cluster());
        Optional<String> query = query(written, cluster.databases().getFirst());
        if (query.isEmpty()) {
            journal.say("the application on " + host + " wrote (" + written.status() + "); it doesn't say where, so the row wasn't looked for");
            return false;
        }
        await(query.get(), token, wish.move().to(), host, journal);
        for (String replica : cluster.hosts(Member.Role.REPLICA)) {
            try {
                await(query.get(), token, replica, host, journal);
            } catch (HostUnreachable | ServerUnreachable unseen) {
                // the promotion went on without it too: it rejoins, and must not make a shop red that is well
                journal.say("whether it is on " + replica + " can't be seen: " + unseen.finding().message());
            }
        }
        return true;
    }

    private void await(String query, String token, String server, String host, Journal journal) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (reach.server(server).query(query, token, token).isEmpty()) {
            if (System.nanoTime() > deadline || journal.cancelled() || !FilesLeg.paused(PAUSE_MILLIS)) {
                throw new Problem(Finding.blocker("WriteDidNotArrive", server, "What the application on " + host + " wrote isn't on " + server + ".",
                        "See which server the application on " + host + " really uses, and whether " + server + " follows the source."));
            }
        }
        journal.say("what the application on " + host + " wrote is on " + server);
    }

    /** Where it says that it wrote; empty when it doesn't. Compared as text too: a column of numbers takes every word for 0. */
    static Optional<String> query(WebPage.Answer written, String database) {
        try {
            JsonNode said = JsonMapper.shared().readTree(written.body());
            String table = said.path("table").asString("");
            String column = said.path("column").asString("");
            return NAMED.matcher(table).matches() && NAMED.matcher(column).matches() ? Optional.of("SELECT 1 FROM " + Sql.name(database) + "."
                    + Sql.name(table) + " WHERE " + Sql.name(column) + " = ? AND CONVERT(" + Sql.name(column) + " USING utf8mb4) = ? LIMIT 1")
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** A proof is given once. */
    @Override
    public Inspection verify(Wish wish) {
        return new Inspection.AlreadyDone("The application was asked");
    }

    @Override
    public Undo undo(Wish wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }

    @Override
    public boolean repeatedByItself() {
        return false;
    }
}
