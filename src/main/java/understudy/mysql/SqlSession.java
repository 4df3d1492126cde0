package understudy.mysql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, used by one thread for statements that belong together; given back by closing it. */
public interface SqlSession extends AutoCloseable {

    List<Row> query(String sql, @Nullable Object... parameters);

    int execute(String sql, @Nullable Object... parameters);

    /** The server's number of this connection, to leave it out when others are ended. */
    long connectionId();

    /** Calls the listener once when the connection is lost or closed, on a thread that must not be held up. May never call it. */
    default void whenLost(Runnable listener) {
    }

    @Override
    void close();
}
