package understudy.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a till knows about each of its sales, to be compared with what the tables say in the end. */
public record Ledger(List<Sale> sales) {

    /** How the commit ended: the server said yes, said no, or was gone before it said anything. */
    public enum Outcome { ACKNOWLEDGED, REFUSED, UNKNOWN }

    /** One attempt to sell; the times are {@link System#nanoTime()} before the first statement and after the last answer. */
    public record Sale(String receipt, int endpoint, long before, long after, Outcome outcome) {
    }

    /** What was said instead of an acknowledgement; the time is {@link System#nanoTime()}. */
    public record Failure(long at, int endpoint, String said) {
    }

    /** Receipts that were acknowledged and are missing; that are there more than once; that are there and were refused. */
    public record Comparison(List<String> lost, List<String> twice, List<String> refusedButThere, int acknowledged) {

        public boolean agrees() {
            return lost.isEmpty() && twice.isEmpty() && refusedButThere.isEmpty();
        }
    }

    public Ledger {
        sales = List.copyOf(sales);
    }

    public List<Sale> with(Outcome outcome) {
        return sales.stream().filter(sale -> sale.outcome() == outcome).toList();
    }

    /** The longest time in nanoseconds between two acknowledgements, the writer's view of an outage; 0 without sales. */
    public long longestGapNanos() {
        return longestGapAfter(Long.MIN_VALUE);
    }

    /** The same, of the gaps that ended after this {@link System#nanoTime()}. */
    public long longestGapAfter(long moment) {
        var acknowledged = with(Outcome.ACKNOWLEDGED);
        long longest = 0;
        for (int i = 1; i < acknowledged.size(); i++) {
            if (acknowledged.get(i).after() > moment) {
                longest = Math.max(longest, acknowledged.get(i).after() - acknowledged.get(i - 1).after());
            }
        }
        return longest;
    }

    /** Nanoseconds from the last acknowledgement of one server to the first of the next, for each time that the till moved. */
    public List<Long> moveGapsNanos() {
        var acknowledged = with(Outcome.ACKNOWLEDGED);
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < acknowledged.size(); i++) {
            if (acknowledged.get(i).endpoint() != acknowledged.get(i - 1).endpoint()) {
                gaps.add(acknowledged.get(i).after() - acknowledged.get(i - 1).after());
            }
        }
        return gaps;
    }

    /** A sale counts as there only with its cart and its line item. */
    public Comparison compareWith(Connection server) throws SQLException {
        var counts = new HashMap<String, Integer>();
        try (var statement = server.createStatement(); var rows = statement.executeQuery("""
            SELECT s.receipt, COUNT(*) FROM secondhand_production.sellings s
              JOIN secondhand_production.line_items l ON l.selling_id = s.id
              JOIN secondhand_production.carts c ON c.id = l.cart_id
             WHERE s.receipt LIKE 'till-%' GROUP BY s.receipt""")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
        }
        return compareWith(counts);
    }

    Comparison compareWith(Map<String, Integer> counts) {
        var lost = new ArrayList<String>();
        var twice = new ArrayList<String>();
        var refusedButThere = new ArrayList<String>();
        for (var sale : sales) {
            int count = counts.getOrDefault(sale.receipt(), 0);
            if (sale.outcome() == Outcome.ACKNOWLEDGED && count == 0) {
                lost.add(sale.receipt());
            }
            if (sale.outcome() == Outcome.REFUSED && count > 0) {
                refusedButThere.add(sale.receipt());
            }
            if (count > 1) {
                twice.add(sale.receipt());
            }
        }
        return new Comparison(lost, twice, refusedButThere, with(Outcome.ACKNOWLEDGED).size());
    }
}
