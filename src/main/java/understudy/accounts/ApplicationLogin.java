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
import understudy.mysql.Sql;
import understudy.reach.Reach;

/**
 * Whether an application could work with a server as it does with its source: its account is there, lets it in from its host, and may do
 * the same. Told from what the servers keep of accounts, with the panel's own login; nobody needs the application's password. Reads only.
 */
@Component
public class ApplicationLogin {

    private static final String KEPT_OUT = "ApplicationAccountKeptOut";

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
     * @param member whether that host is a member of the cluster, so that its address among the servers is known for sure
     */
    public record Client(String user, String host, String address, List<String> databases, boolean member) {

        public Client {
            databases = List.copyOf(databases);
        }
    }

    /**
     * What would keep it from working there; empty when nothing is seen that would.
     *
     * @param source the server with which it works now; the same as {@code to} when there is none to compare with
     * @param to the server in question
     * @throws Problem when that server can't be asked
     */
    public List<Finding> wanting(Client client, String source, String to) {
        try {
            List<AccountEntry> there = entries(client.user(), to);
            Optional<Finding> shut = shut(client, there, source, to);
            if (shut.isPresent()) {
                return List.of(doubted(client, shut.get(), source, to));
            }
            return source.equals(to) ? List.of() : compared(client, used(there, client).orElseThrow(), source, to);
        } catch (Problem unclear) {
            if (unclear.finding().blocks()) {
                throw unclear;
            }
            return List.of(unclear.finding());
        }
    }

    /** What keeps it out of a server that has these accounts. */
    private static Optional<Finding> shut(Client client, List<AccountEntry> there, String source, String to) {
        if (there.isEmpty()) {
            return Optional.of(mendable(Finding.blocker("ApplicationAccountMissing", to, "There is no account " + client.user() + " on " + to
                    + ", with which the application on " + client.host() + " logs in.", mended(client, source, to)), source));
        }
        Optional<AccountEntry> used = used(there, client);
        if (used.isEmpty()) {
            return Optional.of(keptOut(client, there, source, to));
        }
        return !used.get().locked() ? Optional.empty() : Optional.of(Finding.blocker("ApplicationAccountLocked", to, "The account " + client.user()
                + " on " + to + " is locked, or its password has expired.", "Run on " + source + ": ALTER USER "
                + Sql.account(client.user(), used.get().letsIn()) + " ACCOUNT UNLOCK, or give it its password anew; the replicas get it from there."));
    }

    private static Finding keptOut(Client client, List<AccountEntry> there, String source, String to) {
        return Finding.blocker(KEPT_OUT, to, to + " lets " + client.user() + " in from "
                + there.stream().map(AccountEntry::letsIn).collect(Collectors.joining(", ")) + " only, not from " + client.address()
                + ", where the application on " + client.host() + " is.", "Make the account on " + source + " for that address too, with the same "
                + "password and privileges; the replicas get it from there. If nobody uses the application on " + client.host()
                + ", take that host out of the route.").with(Map.of("account", Sql.account(client.user(), client.address())));
    }

    /**
     * From where a host comes that is no member isn't known for sure. Where its source would keep it out in the same way, with which it
     * works, it is the reckoning that is wrong, or as much as it was before.
     */
    private Finding doubted(Client client, Finding shut, String source, String to) {
        boolean doubtful = !client.member() && (source.equals(to) ? shut.code().equals(KEPT_OUT) : shutAlike(client, shut, source));
        return !doubtful ? shut : Finding.warning(shut.code(), to, shut.message() + (source.equals(to) ? "" : " By the same reckoning "
                + source + " wouldn't let it work either."), "Look whether the address of " + client.host()
                + " is the one from which it reaches the servers. " + shut.hint()).with(shut.evidence());
    }

    private boolean shutAlike(Client client, Finding shut, String source) {
        try {
            return shut(client, entries(client.user(), source), source, source).filter(now -> now.code().equals(shut.code())).isPresent();
        } catch (Problem unseen) {
            // the source's word is missing, so nothing speaks against what was found
            return false;
        }
    }

    private List<Finding> compared(Client client, AccountEntry there, String source, String to) {
        List<AccountEntry> atSource;
        try {
            atSource = entries(client.user(), source);
        } catch (Problem unseen) {
            if (!unseen.finding().blocks()) {
                return List.of(unseen.finding());
            }
            // whether it is the same can't be told; that the source isn't seen is said elsewhere
            return List.of();
        }
        Optional<AccountEntry> like = atSource.stream().filter(entry -> entry.letsIn().equals(there.letsIn())).findFirst()
                .or(() -> used(atSource, client)).or(() -> atSource.stream().findFirst());
        List<Finding> found = new ArrayList<>();
        like.ifPresent(now -> {
            List<Rights.Right> lacking = there.rights().lacking(now.rights(), client.databases());
            if (!lacking.isEmpty()) {
                found.add(mendable(Finding.blocker("ApplicationAccountLacks", to, "On " + to + " the account " + client.user()
                        + " lacks what it has on " + source + ": " + lacking.stream().map(Rights.Right::toString).collect(Collectors.joining(", "))
                        + ".", mended(client, source, to)), source));
            }
            if (!there.provesAs(now)) {
                found.add(differs(client, !there.comparableWith(now), source, to));
            }
        });
        return found;
    }

    /** Of two salted hashes, or two of different kinds, nobody can tell whether they are of the same password. */
    private static Finding differs(Client client, boolean doubtful, String source, String to) {
        String message = doubtful ? "Whether " + client.user() + " has the same password on " + to + " as on " + source
                + " can't be told: it was given there by itself, not copied." : client.user() + " has another password on " + to + " than on " + source + ".";
        String hint = mended(client, source, to);
        return mendable(doubtful ? Finding.warning("ApplicationAccountDiffers", to, message, hint)
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
    private static Optional<AccountEntry> used(List<AccountEntry> entries, Client client) {
        return entries.stream().filter(entry -> LetIn.from(entry.letsIn(), client.address()) == LetIn.YES)
                .min(Comparator.comparing((AccountEntry entry) -> entry.letsIn().contains("%") || entry.letsIn().contains("_"))
                        .thenComparing(entry -> -entry.letsIn().length()))
                .or(() -> entries.stream().filter(entry -> LetIn.from(entry.letsIn(), client.address()) == LetIn.MAYBE).findFirst());
    }

    private List<AccountEntry> entries(String user, String serverName) {
        return AccountEntry.of(reach.server(serverName), serverName, user);
    }
}
