package understudy.accounts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import understudy.finding.Explanation;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;
import understudy.reach.Reach;

/**
 * Whether an application could work with a server as it does with its source: its account is there, lets it in from its host, and may do
 * the same. Told from what the servers keep of accounts, with the panel's own login; nobody needs the application's password. Reads only.
 */
@Component
public class ApplicationLogin {

    private static final int DEEPEST = 8;

    private final Reach reach;

    ApplicationLogin(Reach reach) {
        this.reach = reach;
    }

    /**
     * Who wants to log in.
     *
     * @param user the account's name
     * @param host on which the application runs
     * @param address from which that host comes over the network
     * @param databases that it uses
     */
    public record Client(String user, String host, String address, List<String> databases) {

        public Client {
            databases = List.copyOf(databases);
        }
    }

    /** One of the accounts of that name. @param letsIn from which host @param proof what shows whose password it takes */
    private record Entry(String letsIn, String proof, boolean salted, boolean locked, Rights rights) {
    }

    /**
     * What would keep it from working there; empty when nothing is seen that would.
     *
     * @param source the server with which it works now; the same as {@code to} when there is none to compare with
     * @param to the server in question
     * @throws Problem when that server can't be asked
     */
    public List<Finding> wanting(Client client, String source, String to) {
        List<Entry> there = entries(client.user(), to);
        if (there.isEmpty()) {
            return List.of(mendable(Finding.blocker("ApplicationAccountMissing", to, "There is no account " + client.user() + " on " + to
                    + ", with which the application on " + client.host() + " logs in.", mended(client, source, to)), source));
        }
        Optional<Entry> used = used(there, client);
        if (used.isEmpty()) {
            return List.of(keptOut(client, there, source, to));
        }
        if (used.get().locked()) {
            return List.of(Finding.blocker("ApplicationAccountLocked", to, "The account " + client.user() + " on " + to
                    + " is locked, or its password has expired.", "Run on " + source + ": ALTER USER "
                    + Sql.account(client.user(), used.get().letsIn()) + " ACCOUNT UNLOCK, or give it its password anew; the replicas get it from there."));
        }
        return source.equals(to) ? List.of() : compared(client, used.get(), source, to);
    }

    private static Finding keptOut(Client client, List<Entry> there, String source, String to) {
        return Finding.blocker("ApplicationAccountKeptOut", to, to + " lets " + client.user() + " in from "
                + there.stream().map(Entry::letsIn).collect(Collectors.joining(", ")) + " only, not from " + client.address()
                + ", where the application on " + client.host() + " is.", "Make the account on " + source + " for that address too, with the same "
                + "password and privileges; the replicas get it from there. If nobody uses the application on " + client.host()
                + ", take that host out of the route.").with(Map.of("account", Sql.account(client.user(), client.address())));
    }

    private List<Finding> compared(Client client, Entry there, String source, String to) {
        List<Entry> atSource;
        try {
            atSource = entries(client.user(), source);
        } catch (Problem unseen) {
            // whether it is the same can't be told; that the source isn't seen is said elsewhere
            return List.of();
        }
        Optional<Entry> like = atSource.stream().filter(entry -> entry.letsIn().equals(there.letsIn())).findFirst()
                .or(() -> used(atSource, client)).or(() -> atSource.stream().findFirst());
        List<Finding> found = new ArrayList<>();
        like.ifPresent(now -> {
            List<Rights.Right> lacking = there.rights().lacking(now.rights(), client.databases());
            if (!lacking.isEmpty()) {
                found.add(mendable(Finding.blocker("ApplicationAccountLacks", to, "On " + to + " the account " + client.user()
                        + " lacks what it has on " + source + ": " + lacking.stream().map(Rights.Right::toString).collect(Collectors.joining(", "))
                        + ".", mended(client, source, to)), source));
            }
            if (!now.proof().equals(there.proof())) {
                found.add(differs(client, now.salted() && there.salted(), source, to));
            }
        });
        return found;
    }

    /** Of two salted hashes nobody can tell whether they are of the same password. */
    private static Finding differs(Client client, boolean salted, String source, String to) {
        String message = salted ? "Whether " + client.user() + " has the same password on " + to + " as on " + source
                + " can't be told: it was given there by itself, not copied." : client.user() + " has another password on " + to + " than on " + source + ".";
        String hint = mended(client, source, to);
        return mendable(salted ? Finding.warning("ApplicationAccountDiffers", to, message, hint)
                : Finding.blocker("ApplicationAccountDiffers", to, message, hint), source);
    }

    /** Only a replica can be set up again. */
    private static Finding mendable(Finding found, String source) {
        return source.equals(found.host()) ? found : found.fixedBy(Explanation.SET_UP_AGAIN);
    }

    private static String mended(Client client, String source, String to) {
        return source.equals(to) ? "Make it on " + to + ", or correct the name in the application's file on " + client.host() + "."
                : "Set " + to + " up again as a replica: that brings the application's accounts along as they are on " + source
                        + ", and copies no data where those are in order.";
    }

    /** The one that the server would take: the most exact that surely lets it in, else one of which that can't be told. */
    private static Optional<Entry> used(List<Entry> entries, Client client) {
        return entries.stream().filter(entry -> LetIn.from(entry.letsIn(), client.address()) == LetIn.YES)
                .min(Comparator.comparing((Entry entry) -> entry.letsIn().contains("%") || entry.letsIn().contains("_"))
                        .thenComparing(entry -> -entry.letsIn().length()))
                .or(() -> entries.stream().filter(entry -> LetIn.from(entry.letsIn(), client.address()) == LetIn.MAYBE).findFirst());
    }

    private List<Entry> entries(String user, String serverName) {
        Server server = reach.server(serverName);
        return server.query("SELECT host, plugin, HEX(authentication_string) AS kept, account_locked, password_expired FROM mysql.user WHERE user = ?", user)
                .stream().map(row -> new Entry(row.text("host"), row.text("plugin") + " " + row.text("kept"),
                        row.text("plugin").contains("sha2") || row.text("plugin").contains("sha256"),
                        row.text("account_locked").equals("Y") || row.text("password_expired").equals("Y"),
                        Rights.of(grants(server, user, row.text("host"), 0)))).toList();
    }

    /** Its own and those of its roles. */
    private static List<String> grants(Server server, String user, String host, int depth) {
        List<String> all = new ArrayList<>(server.query("SHOW GRANTS FOR " + Sql.account(user, host)).stream()
                .map(row -> row.values().values().stream().findFirst().map(String::valueOf).orElse("")).toList());
        if (depth < DEEPEST) {
            for (Row role : server.query("SELECT from_user, from_host FROM mysql.role_edges WHERE to_user = ? AND to_host = ?", user, host)) {
                all.addAll(grants(server, role.text("from_user"), role.text("from_host"), depth + 1));
            }
        }
        return all;
    }
}
