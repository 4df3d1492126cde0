package understudy.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;
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
import understudy.topology.HostFacts;
import understudy.topology.Hosts;

/** Reads the host's facts and keeps them in the store. Touches nothing on the host. */
@Component
final class ReadFacts implements Step<ReadFacts.Wish> {

    static final StepName NAME = new StepName("read-facts");

    /**
     * @param host its name
     * @param since facts read before this moment (ISO 8601) are too old
     */
    record Wish(String host, String since) {
    }

    private final Hosts hosts;
    private final Reach reach;
    private final Clock clock;

    ReadFacts(Hosts hosts, Reach reach, Clock clock) {
        this.hosts = hosts;
        this.reach = reach;
        this.clock = clock;
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
        return new StepText("Get to know the host", "Read the facts",
                "What the panel proposes later depends on the server's settings, its option files, its data's size and the tools there.",
                "Nothing was changed on the host; try again.", "Read");
    }

    @Override
    public Inspection inspect(Wish wish) {
        HostFacts facts = hosts.get(wish.host()).facts();
        if (facts != null && !facts.readAt().isBefore(Instant.parse(wish.since()))) {
            return new Inspection.AlreadyDone("%s, %s %s, %d databases.".formatted(
                    facts.os(), facts.flavour(), facts.version(), facts.databases().size()));
        }
        try {
            reach.server(wish.host()).query("SELECT 1");
            return new Inspection.Possible(facts == null ? "Nothing is known yet." : "What is known was read at " + facts.readAt() + ".");
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        }
    }

    @Override
    public Plan plan(Wish wish) {
        return new Plan(List.of("cat /etc/os-release", "df /var/lib/mysql", "cat /etc/mysql/my.cnf"),
                List.of("SHOW GLOBAL VARIABLES", "SELECT … FROM information_schema.TABLES"), null, List.of(), List.of());
    }

    @Override
    public Outcome apply(Wish wish, Plan plan, Journal journal) {
        HostFacts facts = FactsReader.read(reach.host(wish.host()), reach.server(wish.host()), clock.instant());
        Host host = hosts.get(wish.host());
        hosts.save(host.withFacts(facts));
        journal.say("%s, %s %s, server id %d, bound to %s".formatted(
                facts.os(), facts.flavour(), facts.version(), facts.serverId(), facts.bindAddress()));
        journal.say("option files: " + String.join(", ", facts.optionFiles()));
        facts.databases().forEach((name, bytes) -> journal.say("database " + name + ": " + bytes + " bytes"));
        return new Outcome.Applied("The facts of " + wish.host() + " are known.");
    }

    @Override
    public Undo undo(Wish wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
