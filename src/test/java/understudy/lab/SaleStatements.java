package understudy.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** One sale as Secondhand writes it: a cart, a selling, its line item, and the article marked as sold; not yet committed. */
final class SaleStatements {

    private static final int ARTICLES = 3000;

    private SaleStatements() {
    }

    static void run(Connection connection, String receipt) throws SQLException {
        int article = 1 + ThreadLocalRandom.current().nextInt(ARTICLES);
        long cart = execute(connection, "INSERT INTO carts (user_id, created_at, updated_at) VALUES (1, NOW(), NOW())");
        long selling = execute(connection, "INSERT INTO sellings (event_id, receipt, created_at, updated_at) VALUES (1, ?, NOW(), NOW())", receipt);
        execute(connection, "INSERT INTO line_items (item_id, cart_id, selling_id, created_at, updated_at) VALUES (?, ?, ?, NOW(), NOW())",
            article, cart, selling);
        execute(connection, "UPDATE items SET sold_on = NOW(), updated_at = NOW() WHERE id = ?", article);
    }

    private static long execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        }
    }
}
