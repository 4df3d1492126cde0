package understudy.accounts;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.CachingSha2;
import understudy.mysql.Dialect;
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

/**
 * Makes the account by which replicas log in to a server: one for each address, with the cluster's random password and exactly the
 * privilege to replicate. Every member gets it for the addresses of all others, so that a promotion needs no new account.
 *
 * <p>Written on each server without its binary log: no server gets transactions that the others lack, and a change here can't
 * stop a replica that has the account already. The servers are given the password's hash, never the password.
 */
@Component
public final class CreateReplicationAccount implements Step<ReplicationAccount> {

    public static final StepName NAME = new StepName("create-replication-account");

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Set<String> OURS = Set.of("missing", AccountLook.UNFINISHED);

    private final Reach reach;
    private final Clusters clusters;
    private final Secrets secrets;

    CreateReplicationAccount(Reach reach, Clusters clusters, Secrets secrets) {
        this.reach = reach;
        this.clusters = clusters;
        this.secrets = secrets;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<ReplicationAccount> parameters() {
        return ReplicationAccount.class;
    }

    @Override
    public StepText text(ReplicationAccount wish) {
        return new StepText(heading(wish), "Let " + String.join(", ", wish.clients()) + " replicate from " + wish.host(),
                "A replica logs in to its source to fetch the changes. The account may do nothing else, and only from these addresses.",
                "Nothing else is touched; the account can be removed by Roll back.", "Create the account");
    }

    private String heading(ReplicationAccount wish) {
        boolean source = clusters.find(wish.cluster()).flatMap(Cluster::source).filter(wish.host()::equals).isPresent();
        return source ? "Configure the source" : "Configure the replica";
    }

    @Override
    public Inspection inspect(ReplicationAccount wish) {
        List<AccountLook> looks = looks(wish);
        String seen = looks.stream().map(look -> look.account() + " " + look.state()).collect(Collectors.joining("; "));
        boolean done = looks.stream().allMatch(AccountLook::fine) && !ClosedServer.halfOpen(reach.server(wish.host()));
        return done ? new Inspection.AlreadyDone(seen) : new Inspection.Possible(seen);
    }

    @Override
    public Plan plan(ReplicationAccount wish) {
        Dialect words = reach.server(wish.host()).dialect();
        List<String> sql = new ArrayList<>(List.of("SET SESSION sql_log_bin = 0"));
        List<Plan.Change> changes = new ArrayList<>();
        Plan plan = new Plan(List.of(), List.of(), null, List.of(), List.of());
        for (AccountLook look : looks(wish)) {
            if (look.fine()) {
                continue;
            }
            sql.add(words.createAccount(look.account(), wish.tls()).shown());
            if (look.exists()) {
                sql.add(words.setAccount(look.account(), wish.tls()).shown());
                sql.add(words.revokeEverything(look.account()));
            }
            if (look.foreign()) {
                plan = plan.withWarning("The account " + look.account() + " is there and " + look.state()
                        + "; whoever else uses it can't log in any more.");
            }
            sql.add(words.grantReplication(look.account()));
            changes.add(new Plan.Change(look.account(), look.state(), "may replicate, and nothing else"));
        }
        return new Plan(List.of(), sql, null, changes, plan.warnings());
    }

    @Override
    public Outcome apply(ReplicationAccount wish, Plan plan, Journal journal) {
        String password = madePassword(wish.cluster());
        Server server = reach.server(wish.host());
        ClosedServer.change(server, journal, () -> {
            try (SqlSession session = server.open(LIMIT)) {
                session.execute("SET SESSION sql_log_bin = 0");
                for (AccountLook look : looks(wish)) {
                    if (!look.fine()) {
                        make(session, server.dialect(), look, CachingSha2.hash(password, new SecureRandom()), wish.tls());
                        journal.say("The account " + look.account() + " may replicate now.");
                    }
                }
            }
        });
        return new Outcome.Applied("The replication account is on " + wish.host() + ".");
    }

    private static void make(SqlSession session, Dialect words, AccountLook look, String hash, boolean tls) {
        session.execute(words.createAccount(look.account(), tls).sql(), hash);
        if (look.exists()) {
            session.execute(words.setAccount(look.account(), tls).sql(), hash);
            session.execute(words.revokeEverything(look.account()));
        }
        session.execute(words.grantReplication(look.account()));
    }

    @Override
    public Undo undo(ReplicationAccount wish, Plan plan, Journal journal) {
        List<String> changed = plan.changes().stream().filter(change -> !OURS.contains(change.now()))
                .map(Plan.Change::name).toList();
        if (!changed.isEmpty()) {
            return new Undo.Impossible("The earlier password and privileges of " + String.join(", ", changed) + " weren't kept.");
        }
        Server server = reach.server(wish.host());
        ClosedServer.change(server, journal, () -> {
            try (SqlSession session = server.open(LIMIT)) {
                session.execute("SET SESSION sql_log_bin = 0");
                plan.changes().forEach(change -> session.execute("DROP USER IF EXISTS " + change.name()));
            }
        });
        return plan.changes().isEmpty() ? new Undo.NothingToUndo()
                : new Undo.Undone("The replication account was removed from " + wish.host() + ".");
    }

    private List<AccountLook> looks(ReplicationAccount wish) {
        Cluster cluster = clusters.get(wish.cluster());
        String password = password(cluster);
        Server server = reach.server(wish.host());
        return wish.clients().stream()
                .map(client -> AccountLook.at(server, cluster.replicationUser(), client, password, wish.tls())).toList();
    }

    private @Nullable String password(Cluster cluster) {
        String sealed = cluster.sealedReplicationPassword();
        return sealed == null ? null : secrets.open(sealed, Cluster.replicationPurpose(cluster.name()));
    }

    /** The cluster's password, made and stored first if there is none: an account whose password was lost would be useless. */
    private String madePassword(String name) {
        Cluster cluster = clusters.change(name, stored -> stored.sealedReplicationPassword() != null ? stored
                : stored.withReplicationPassword(secrets.seal(secrets.random(), Cluster.replicationPurpose(name))));
        String password = password(cluster);
        if (password == null) {
            throw new Problem(Finding.blocker("PasswordNotStored", null,
                    "The password of cluster " + name + " couldn't be stored.", "Look at the panel's log and try again."));
        }
        return password;
    }
}
