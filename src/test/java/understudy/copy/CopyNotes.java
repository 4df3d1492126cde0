package understudy.copy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import understudy.operation.Journal;
import understudy.operation.Plan;

/** A journal that tests read; it wishes to cancel once so many bytes were seen. */
public final class CopyNotes implements Journal {

    public final List<String> lines = new CopyOnWriteArrayList<>();
    public final Map<String, Object> results = new ConcurrentHashMap<>();
    public volatile long bytes;
    private Optional<Plan> first = Optional.empty();
    private volatile long cancelAfter = Long.MAX_VALUE;

    public CopyNotes cancellingAfter(long limit) {
        cancelAfter = limit;
        return this;
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void progress(long doneBytes, @Nullable Long totalBytes) {
        bytes = Math.max(bytes, doneBytes);
    }

    @Override
    public void result(String name, Object value) {
        results.put(name, value);
    }

    @Override
    public boolean cancelled() {
        return bytes >= cancelAfter;
    }

    CopyNotes plannedFirst(Optional<Plan> plan) {
        first = plan;
        return this;
    }

    @Override
    public Optional<Plan> firstPlan() {
        return first;
    }
}
