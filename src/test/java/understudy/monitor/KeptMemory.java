package understudy.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;

/** Keeps what it is told as the store does, for as long as the test runs. */
final class KeptMemory implements SourceMemory {

    private final Map<List<String>, GtidSet> kept = new HashMap<>();

    @Override
    public void note(String cluster, String source, GtidSet fromOthers) {
        kept.put(List.of(cluster, source), fromOthers);
    }

    @Override
    public @Nullable GtidSet of(String cluster, String source) {
        return kept.get(List.of(cluster, source));
    }
}
