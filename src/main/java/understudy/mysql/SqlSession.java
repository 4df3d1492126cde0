package understudy.mysql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, used by one thread for statements that belong together; given back by closing it. */
public interface SqlSession extends AutoCloseable {

    List<Row> query(String sql, @Nullable Object... parameters);

    int execute(String sql, @Nullable Object... parameters);

    /** The server's number of this connection, to leave it out when others are ended. */
    long connectionId();

    @Override
    void close();
}
