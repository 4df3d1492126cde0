package understudy.rescue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.RemoteCommand;
import understudy.rescue.TransactionDigest.Digest;

/**
 * Keeps the transactions that a returned server has and its source never had: as a file of the panel, before anybody decides
 * about them. What is in no other server's data must not exist in one place only.
 */
@Component
public final class KeepErrant implements Step<KeepErrant.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("keep-errant");

    private final Reach reach;
    private final KeptFiles files;

    KeepErrant(Reach reach, KeptFiles files) {
        this.reach = reach;
        this.files = files;
    }

    /**
     * @param cluster whose
     * @param source the source
     * @param host the returned server's host
     */
    public record Parameters(String cluster, String source, String host) {
    }

    /**
     * As the operation's result tells it.
     *
     * @param count how many
     * @param gtidSet which
     * @param inFile how many of them the file holds: the log may no longer have them all
     * @param file its name, or null when the log has none of them
     * @param changes such as {@code 2 rows inserted into shop.users}
     */
    record Errant(long count, String gtidSet, long inFile, String file, String changes) {
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters wish) {
        return new StepText("Compare", "Keep what only " + wish.host() + " has",
                "Transactions that " + wish.source() + " never had are written to a file of the panel, with their rows readable, before "
                        + "anything is decided about them. The panel never executes that file.",
                "Nothing on any server changes.", "Keep them");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        ErrantLook look = ErrantLook.at(reach, wish.source(), wish.host());
        GtidSet errant = look.errant();
        if (errant.isEmpty()) {
            return new Inspection.AlreadyDone(wish.host() + " has no transaction that " + wish.source() + " lacks");
        }
        String name = look.fileOf(wish.host());
        return files.find(wish.cluster(), name).<Inspection>map(file -> done(wish, errant, name, KeptSummary.of(file)))
                .orElseGet(() -> new Inspection.Possible(wish.host() + " has " + errant.count() + " transaction(s) that "
                        + wish.source() + " never had: " + errant));
    }

    private static Inspection done(Parameters wish, GtidSet errant, String name, Digest digest) {
        return new Inspection.AlreadyDone("What only " + wish.host() + " has is kept in " + name + ": " + digest.inWords(),
                Map.of("errantTransactions",
                        new Errant(errant.count(), errant.toString(), digest.transactions(), name, digest.inWords())));
    }

    @Override
    public Plan plan(Parameters wish) {
        ErrantLook look = ErrantLook.at(reach, wish.source(), wish.host());
        List<String> logs = BinlogFiles.holding(reach.server(wish.host()), look.errant());
        return Plan.ofCommands(BinlogExtract.command(look.errant(), logs).printed() + "   # to the panel's file " + look.fileOf(wish.host()))
                .withChanges(List.of(new Plan.Change("errant", look.errant().toString(), look.fileOf(wish.host()))));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        GtidSet errant = GtidSet.of(plan.before("errant").orElseThrow());
        List<String> logs = BinlogFiles.holding(reach.server(wish.host()), errant);
        String name = plan.changes().getFirst().then();
        files.keep(wish.cluster(), name, file -> {
            file.write(head(wish, errant).getBytes(StandardCharsets.UTF_8));
            Digest digest = new TransactionDigest().digest();
            if (!logs.isEmpty()) {
                RemoteCommand<String> command = BinlogExtract.command(errant, logs);
                digest = BinlogExtract.copy(reach.host(wish.host()), command, file, files.free(), journal);
            }
            file.write(KeptSummary.written(digest));
        });
        Optional<Digest> kept = files.find(wish.cluster(), name).map(KeptSummary::of);
        long missing = errant.count() - kept.map(Digest::transactions).orElse(0L);
        if (missing > 0) {
            journal.say("The binary log of " + wish.host() + " no longer has " + missing + " of these transactions.");
        }
        return new Outcome.Applied("Kept in " + name + ": " + kept.map(Digest::inWords).orElse("nothing"));
    }

    private static String head(Parameters wish, GtidSet errant) {
        return "-- Transactions of " + wish.host() + " that " + wish.source() + ", the source of " + wish.cluster() + ", never had: "
                + errant + "\n-- Kept by Understudy for a person to read. Don't execute it as a whole: take over by hand what matters.\n\n";
    }

    /** A file too many harms nobody. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }

    /** What is kept of these transactions; empty when nothing is. */
    Optional<Path> kept(Parameters wish, ErrantLook look) {
        return files.find(wish.cluster(), look.fileOf(wish.host()));
    }

    static Finding lost(String host, long missing) {
        return Finding.blocker("ErrantTransactionsNotInLog", host,
                "The binary log of " + host + " no longer has " + missing + " of its own transactions, so they can't be kept before they are discarded.",
                "Compare the data by hand. To let them go all the same, rejoin with recopy as well.");
    }
}
