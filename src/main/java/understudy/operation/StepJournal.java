package understudy.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The journal as a step under way sees it. Only collects; the drive writes, so that a step never waits for the disk. */
class StepJournal implements Journal {

    private final int number;
    private final Output output;
    private final Signals signals;
    private final Supplier<Plan> first;
    private final Map<String, Object> results = new LinkedHashMap<>();

    StepJournal(int number, Output output, Signals signals, Supplier<Plan> first) {
        this.number = number;
        this.output = output;
        this.signals = signals;
        this.first = first;
    }

    int number() {
        return number;
    }

    Output output() {
        return output;
    }

    @Override
    public void say(String line) {
        output.say(line);
    }

    @Override
    public void progress(long doneBytes, @Nullable Long totalBytes) {
        output.progress(doneBytes, totalBytes);
    }

    @Override
    public synchronized void result(String name, Object value) {
        results.put(name, value);
    }

    synchronized Map<String, Object> results() {
        return Map.copyOf(results);
    }

    @Override
    public boolean cancelled() {
        return signals.stepShouldEnd();
    }

    @Override
    public Optional<Plan> firstPlan() {
        return Optional.of(first.get());
    }
}
