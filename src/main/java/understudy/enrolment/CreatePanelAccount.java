package understudy.enrolment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.ServerRefused;
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
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * Makes the panel's account on a server, with a random password that is sealed in the store. Done when the stored password logs
 * in and has every privilege; a password that was set and then not stored, after a crash, is simply replaced.
 */
@Component
final class CreatePanelAccount implements Step<CreatePanelAccount.Wish> {

    static final StepName NAME = new StepName("create-panel-account");

    /** Satisfies the server's own rules for passwords too, where it has any. */
    private static final String FOR_STRICT_SERVERS = "-Aa1";

    /**
     * @param host its name
     * @param adminUser the administrator who makes it, or null for root over the socket
     */
    record Wish(String host, @Nullable String adminUser) {
    }

    private final Hosts hosts;
    private final Reach reach;
    private final Secrets secrets;
    private final AccountDoors doors;

    CreatePanelAccount(Hosts hosts, Reach reach, Secrets secrets, AccountDoors doors) {
        this.hosts = hosts;
        this.reach = reach;
        this.secrets = secrets;
        this.doors = doors;
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
        return new StepText("Get to know the host", "Make the panel's account on the server",
                "The panel watches and directs the server by an account of its own, which works from the host itself only and "
                        + "may do no more than it must.",
                "The server has no account, or one that nobody can use; try again.", "Make the account");
    }

    @Override
    public Inspection inspect(Wish wish) {
        try {
            String lacking = lacking(wish.host());
            if (lacking.isEmpty()) {
                return new Inspection.AlreadyDone("The panel's account logs in and has every privilege that it needs.");
            }
            doors.door(wish.host(), wish.adminUser(), found(wish.host())).tryOut();
            return new Inspection.Possible(lacking);
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        }
    }

    @Override
    public Plan plan(Wish wish) {
        FoundServer found = found(wish.host());
        Dialect dialect = Dialect.of(found.versionText(), wish.host());
        String now = hosts.get(wish.host()).sealedPanelPassword() == null ? "none" : "one that doesn't suffice";
        return new Plan(List.of(doors.door(wish.host(), wish.adminUser(), found).printed()), PanelAccount.shown(dialect), null,
                List.of(new Plan.Change("panel account", now, "one with a new random password")), List.of());
    }

    @Override
    public Outcome apply(Wish wish, Plan plan, Journal journal) {
        FoundServer found = found(wish.host());
        String password = secrets.random() + FOR_STRICT_SERVERS;
        doors.door(wish.host(), wish.adminUser(), found).make(Dialect.of(found.versionText(), wish.host()), password);
        // only now: were it stored first, a refusal would cost the panel an account that still works
        Host host = hosts.get(wish.host());
        hosts.save(host.withPanelPassword(secrets.seal(password, Host.panelPurpose(host.name()))));
        doors.forget(wish.host());
        return new Outcome.Applied("The panel has its account on " + wish.host() + ".");
    }

    @Override
    public Undo undo(Wish wish, Plan plan, Journal journal) {
        return new Undo.Impossible("The account stays: it works from the host itself only. To remove it, run "
                + "DROP USER 'understudy'@'localhost', 'understudy'@'127.0.0.1' with SET sql_log_bin = 0 on the server of "
                + wish.host() + ".");
    }

    /** Why the account doesn't suffice, or nothing when it does. */
    private String lacking(String host) {
        if (hosts.get(host).sealedPanelPassword() == null) {
            return "The panel has no account on the server yet.";
        }
        try {
            List<String> missing = PanelAccount.missing(reach.server(host));
            return missing.isEmpty() ? "" : "The panel's account lacks " + String.join(", ", missing) + ".";
        } catch (ServerRefused e) {
            return "The server doesn't accept the panel's stored login: " + e.finding().message();
        } catch (ServerUnreachable e) {
            throw new Problem(Finding.blocker(e.finding().code(), host, e.finding().message(),
                    "The panel reaches the server on port " + hosts.get(host).mysqlPort() + " of the host's loopback: the server must "
                            + "listen on 127.0.0.1 (bind_address), and not have skip_networking."), e);
        }
    }

    private FoundServer found(String host) {
        return reach.host(host).run(FoundServer.look());
    }
}
