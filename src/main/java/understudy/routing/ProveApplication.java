package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
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
        Absent absent = new Absent(wish.mayBeGone(), legs.resting(wish.move()));
        List<String> left = new ArrayList<>();
        List<Boolean> arrived = new ArrayList<>();
        for (Asked asked : asked(wish)) {
            try {
                arrived.add(prove(asked, wish, journal));
            } catch (HostUnreachable gone) {
                // also while it was asked: but what it wrote may have been looked for on another host
                if (!absent.has(asked.host()) || !asked.host().equals(gone.finding().host())) {
                    throw gone;
                }
                left.add(asked.host());
            }
        }
        return new Outcome.Applied(said(arrived, left));
    }

    private static String said(List<Boolean> arrived, List<String> left) {
        if (arrived.isEmpty()) {
            return "No application could be asked: " + (left.isEmpty() ? "none is known on any host of the routes"
                    : String.join(" and ", left) + (left.size() == 1 ? " gives" : " give") + " no answer") + ". Nobody has proven that customers are served";
        }
        return (arrived.contains(false) ? "The application says that it is well; whether what it writes arrives wasn't proven everywhere"
                : "The application is well, and what it writes arrives")
                + (left.isEmpty() ? "" : "; on " + String.join(", ", left) + " it is left until its host is back");
    }

    /** Whether what it wrote was seen to arrive. */
    private boolean prove(Asked asked, Wish wish, Journal journal) {
        HostConnection there = reach.host(asked.host());
        WebPage.Answer well = WebPage.at(String.valueOf(asked.route().healthUrl())).awaitedWell(there, asked.host());
        journal.say("the application on " + asked.host() + " says that it is well (" + well.status() + ")");
        String write = asked.route().writeUrl();
        if (write == null) {
            return false;
        }
        String token = "understudy-" + UUID.randomUUID();
        WebPage.Answer written = WebPage.at(write.replace(TOKEN, token)).ask("POST", there, asked.host(), ANSWER);
        if (!written.good()) {
            throw WebPage.unwell(asked.host(), write, written);
        }
        return find(token, written, wish, asked.host(), journal);
    }

    private boolean find(String token, WebPage.Answer written, Wish wish, String host, Journal journal) {
        Cluster cluster = clusters.get(wish.move().cluster());
        Optional<WrittenRow> row = WrittenRow.named(written, cluster.databases(), token);
        if (row.isEmpty()) {
            journal.say("the application on " + host + " wrote (" + written.status() + "); it doesn't say where, so the row wasn't looked for");
            return false;
        }
        await(row.get(), wish.move().to(), host, journal);
        for (String replica : cluster.hosts(Member.Role.REPLICA)) {
            try {
                await(row.get(), replica, host, journal);
            } catch (HostUnreachable | ServerUnreachable unseen) {
                // the promotion went on without it too: it rejoins, and must not make a shop red that is well
                journal.say("whether it is on " + replica + " can't be seen: " + unseen.finding().message());
            }
        }
        return true;
    }

    private void await(WrittenRow row, String server, String host, Journal journal) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!row.isOn(reach.server(server))) {
            if (System.nanoTime() > deadline || journal.cancelled() || !FilesLeg.paused(PAUSE_MILLIS)) {
                throw new Problem(Finding.blocker("WriteDidNotArrive", server, "What the application on " + host + " wrote isn't on " + server
                        + ": it was looked for in " + row.places() + ".", "See which server the application on " + host + " really uses, and whether "
                        + server + " follows the source."));
            }
        }
        journal.say("what the application on " + host + " wrote is on " + server);
    }

    /** A proof is given once. */
    @Override
    public Inspection verify(Wish wish) {
        return new Inspection.AlreadyDone("Who could be asked was asked");
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
