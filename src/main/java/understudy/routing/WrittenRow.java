package understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.Sql;

/**
 * The row that an application says it wrote. It names table and column but no database, and a cluster may have several.
 *
 * @param databases those of the cluster
 * @param token the text that it wrote
 */
record WrittenRow(List<String> databases, String table, String column, String token) {

    private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9_$]{1,64}");
    /** No such database, column or table, or no column of words: not every database of a cluster is this application's. */
    private static final Set<Integer> NOT_THIS_ONE = Set.of(1049, 1054, 1146, 1525);

    WrittenRow {
        databases = List.copyOf(databases);
    }

    /** Where it says that it wrote; empty when it doesn't. */
    static Optional<WrittenRow> named(WebPage.Answer written, List<String> databases, String token) {
        try {
            JsonNode said = JsonMapper.shared().readTree(written.body());
            String table = said.path("table").asString("");
            String column = said.path("column").asString("");
            return NAMED.matcher(table).matches() && NAMED.matcher(column).matches()
                    ? Optional.of(new WrittenRow(databases, table, column, token)) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Whether it is in one of the databases there. @throws understudy.finding.Problem when the server can't be asked */
    boolean isOn(Server server) {
        return databases.stream().anyMatch(database -> isIn(database, server));
    }

    private boolean isIn(String database, Server server) {
        try {
            return !server.query(query(database), token, token).isEmpty();
        } catch (ServerRefused refused) {
            if (NOT_THIS_ONE.contains(refused.errorNumber())) {
                return false;
            }
            throw refused;
        }
    }

    /** Compared as text too: a column of numbers takes every word for 0. */
    String query(String database) {
        return "SELECT 1 FROM " + Sql.name(database) + "." + Sql.name(table) + " WHERE " + Sql.name(column) + " = ? AND CONVERT("
                + Sql.name(column) + " USING utf8mb4) = ? LIMIT 1";
    }

    /** In a sentence, such as {@code shop.checks or blog.checks}. */
    String places() {
        return databases.stream().map(database -> database + "." + table).collect(Collectors.joining(" or "));
    }
}
