package understudy.replication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.operation.Journal;

/** A journal that only remembers. */
public final class Notes implements Journal {

    public final List<String> lines = new ArrayList<>();
    public final Map<String, Object> results = new HashMap<>();

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void progress(long doneBytes, @Nullable Long totalBytes) {
        lines.add(doneBytes + " of " + totalBytes);
    }

    @Override
    public void result(String name, Object value) {
        results.put(name, value);
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
