package understudy.promotion;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;

/** Every look that a panel takes at one host from now on: looks and not seconds are what a promise of one or two polls is about. */
final class LooksTaken implements AutoCloseable {

    private final List<HostState> taken = new CopyOnWriteArrayList<>();
    private final Instant begun = Instant.now();
    private final String host;
    private final Monitor.Subscription subscription;

    LooksTaken(LabPanel panel, String host) {
        this.host = host;
        this.subscription = panel.bean(Monitor.class).subscribe(LabPanel.CLUSTER, this::saw);
    }

    private void saw(ClusterState state) {
        state.host(host).filter(seen -> seen.lookedAt() != null && seen.lookedAt().isAfter(begun))
                .filter(seen -> taken.stream().noneMatch(known -> seen.lookedAt().equals(known.lookedAt()))).ifPresent(taken::add);
    }

    /** Those that found its server open, or closed. */
    List<HostState> thatSawIt(boolean open) {
        return taken.stream().filter(look -> look.writable() != null && look.writable() == open).toList();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
