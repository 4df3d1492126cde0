package understudy.accounts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.replication.RootClient;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.replication.ClosedServer;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;

/**
 * Gives the replica the application's accounts, with the same passwords and privileges as on the source, or the application could
 * not log in after a promotion. Runs after the data were copied, because privileges on tables need the tables. Written as root
 * without the binary log, so that the replica gets no transactions of its own.
 */
@Component
public final class CopyApplicationAccounts implements Step<ApplicationAccounts> {

    public static final StepName NAME = new StepName("copy-application-accounts");

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern HASH = Pattern.compile("0x[0-9A-Fa-f]{8,}");
    private static final String MISSING = "missing";

    private final Reach reach;
    private final Hosts hosts;
    private final Clusters clusters;

    CopyApplicationAccounts(Reach reach, Hosts hosts, Clusters clusters) {
        this.reach = reach;
        this.hosts = hosts;
        this.clusters = clusters;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<ApplicationAccounts> parameters() {
        return ApplicationAccounts.class;
    }

    @Override
    public StepText text(ApplicationAccounts wish) {
        return new StepText("Copy the database", "Copy the application's accounts from " + wish.from() + " to " + wish.to(),
                "After a promotion the application logs in to " + wish.to() + ": its accounts must be there, with their passwords.",
                "The application goes on working with " + wish.from() + "; nothing is changed there.", "Copy the accounts");
    }

    @Override
    public Inspection inspect(ApplicationAccounts wish) {
        Comparison comparison = compare(wish);
        String seen = comparison.all().isEmpty() ? "The application has no accounts of its own."
                : comparison.all().stream().map(account -> account + " " + comparison.state(account)).collect(Collectors.joining("; "));
        boolean done = comparison.toDo().isEmpty() && !ClosedServer.halfOpen(reach.server(wish.to()));
        return done ? new Inspection.AlreadyDone(seen) : new Inspection.Possible(seen);
    }

    @Override
    public Plan plan(ApplicationAccounts wish) {
        Comparison comparison = compare(wish);
        List<String> sql = new ArrayList<>(List.of("SET SESSION sql_log_bin = 0"));
        List<Plan.Change> changes = new ArrayList<>();
        for (Account account : comparison.toDo()) {
            sql.addAll(account.shown());
            changes.add(new Plan.Change(account.name(), comparison.state(account), "as on " + wish.from()));
        }
        Plan plan = new Plan(List.of(RootClient.of(hosts.get(wish.to())).printed()), sql, null, changes, List.of());
        for (AccountChoice.Name administrator : comparison.choice().administrators()) {
            plan = plan.withWarning(administrator.user() + "@" + administrator.host() + " is an administrator's account and isn't copied."
                    + " If the application uses it, make one for the application.");
        }
        return wish.alsoFrom().isEmpty() && comparison.all().stream().anyMatch(Account::onlyFromItsOwnHost)
                ? plan.withWarning("Accounts that are only let in from localhost are copied like that: an application on another"
                        + " host can't log in with them.") : plan;
    }

    @Override
    public Outcome apply(ApplicationAccounts wish, Plan plan, Journal journal) {
        List<Account> toDo = compare(wish).toDo();
        List<String> statements = toDo.stream().flatMap(account -> account.statements().stream()).toList();
        ClosedServer.change(reach.server(wish.to()), journal, () -> {
            if (!statements.isEmpty()) {
                List<String> hashes = statements.stream().flatMap(line -> HASH.matcher(line).results().map(MatchResult::group)).toList();
                RootClient.of(hosts.get(wish.to())).tell(reach.host(wish.to()), statements, hashes);
            }
        });
        toDo.forEach(account -> journal.say("The account " + account + " is on " + wish.to() + " as on " + wish.from() + "."));
        return new Outcome.Applied("The application's accounts are on " + wish.to() + ".");
    }

    @Override
    public Undo undo(ApplicationAccounts wish, Plan plan, Journal journal) {
        List<String> made = plan.changes().stream().filter(change -> change.now().equals(MISSING)).map(Plan.Change::name).toList();
        if (made.size() < plan.changes().size()) {
            return new Undo.Impossible("Accounts that were there before had their passwords and privileges replaced.");
        }
        if (made.isEmpty()) {
            return new Undo.NothingToUndo();
        }
        ClosedServer.change(reach.server(wish.to()), journal, () -> RootClient.of(hosts.get(wish.to())).tell(
                reach.host(wish.to()), made.stream().map(account -> "DROP USER IF EXISTS " + account).toList(), List.of()));
        return new Undo.Undone("The copied accounts were removed from " + wish.to() + ".");
    }

    /** What the replica needs and what it has. */
    private record Comparison(AccountChoice choice, List<Account> roles, List<Account> users, List<Account> there) {

        List<Account> all() {
            return Stream.concat(roles.stream(), users.stream()).toList();
        }

        /** A role that is made anew is taken from its holders, so then all of them are done again. */
        List<Account> toDo() {
            List<Account> all = all();
            return there.containsAll(roles) ? all.stream().filter(account -> !there.contains(account)).toList() : all;
        }

        String state(Account account) {
            return there.contains(account) ? "as on the source"
                    : there.stream().anyMatch(one -> one.name().equals(account.name())) ? "differs" : MISSING;
        }
    }

    private Comparison compare(ApplicationAccounts wish) {
        Cluster cluster = clusters.get(wish.cluster());
        try (SqlSession source = session(reach.server(wish.from())); SqlSession replica = session(reach.server(wish.to()))) {
            AccountChoice choice = AccountChoice.on(source, cluster);
            List<Account> roles = read(source, choice.roles());
            List<Account> users = new ArrayList<>(read(source, choice.users()));
            List<Account> local = users.stream().filter(Account::onlyFromItsOwnHost).toList();
            for (String address : wish.alsoFrom()) {
                local.stream().map(account -> account.from(address))
                        .filter(account -> users.stream().noneMatch(one -> one.name().equals(account.name()))).forEach(users::add);
            }
            List<Account> there = Stream.concat(roles.stream(), users.stream())
                    .flatMap(account -> Account.read(replica, account.user(), account.host()).stream()).toList();
            return new Comparison(choice, roles, List.copyOf(users), there);
        }
    }

    private static List<Account> read(SqlSession session, List<AccountChoice.Name> names) {
        return names.stream().flatMap(name -> Account.read(session, name.user(), name.host()).stream()).toList();
    }

    private static SqlSession session(Server server) {
        SqlSession session = server.open(LIMIT);
        session.execute("SET SESSION print_identified_with_as_hex = ON");
        return session;
    }
}
