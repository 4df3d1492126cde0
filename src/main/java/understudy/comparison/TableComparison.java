package understudy.comparison;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;
import understudy.mysql.Row;
import understudy.mysql.SqlSession;

/** Compares one table on two servers at a still point, piece by piece, both servers working at the same time. */
final class TableComparison {

    private final StillPoint still;
    private final LongConsumer rowsDone;

    TableComparison(StillPoint still, LongConsumer rowsDone) {
        this.still = still;
        this.rowsDone = rowsDone;
    }

    /** What a comparison says. */
    sealed interface Verdict {

        record Equal(long rows) implements Verdict {
        }

        record Different(String how) implements Verdict {
        }

        /** The table couldn't be held still, or the replica was too far behind. */
        record TooBusy() implements Verdict {
        }
    }

    /** A difference counts when it is there at two still points. */
    Verdict compare(TableShape source, @Nullable TableShape replica) {
        if (replica == null) {
            return new Verdict.Different("is missing on the replica");
        }
        if (!source.definition().equals(replica.definition())) {
            return new Verdict.Different("has other columns or indexes on the replica");
        }
        Verdict first = rows(source);
        return first instanceof Verdict.Different ? rows(source) : first;
    }

    private Verdict rows(TableShape table) {
        if (!still.take(table)) {
            return new Verdict.TooBusy();
        }
        try {
            return pieces(table);
        } finally {
            still.release();
        }
    }

    private Verdict pieces(TableShape table) {
        long rows = 0;
        for (String where : KeyRanges.of(table, still.atSource())) {
            String question = table.checksum(where);
            CompletableFuture<Row> replica = asked(still.atReplica(), question);
            Row expected = still.atSource().query(question).getFirst();
            Row found = join(replica);
            if (!expected.equals(found)) {
                return new Verdict.Different(difference(expected, found, where));
            }
            rows += expected.number("counted");
            rowsDone.accept(expected.number("counted"));
        }
        return new Verdict.Equal(rows);
    }

    private static String difference(Row expected, Row found, String where) {
        String place = where.isEmpty() ? "" : " among the rows" + where.replace(" WHERE", " with");
        return expected.number("counted") == found.number("counted") ? "has other values on the replica" + place
                : "has " + found.number("counted") + " instead of " + expected.number("counted") + " rows on the replica" + place;
    }

    private static CompletableFuture<Row> asked(SqlSession session, String question) {
        CompletableFuture<Row> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(session.query(question).getFirst());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    private static Row join(CompletableFuture<Row> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Problem problem ? problem : failed;
        }
    }
}
