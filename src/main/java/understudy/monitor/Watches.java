package understudy.monitor;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import understudy.reach.Reach;
import understudy.topology.Host;

/** The running watches: one an enrolled host, no more and no fewer. */
final class Watches {

    private final Reach reach;
    private final MonitorSettings how;
    private final Clock clock;
    private final Board board;
    private final Map<String, HostWatch> running = new ConcurrentHashMap<>();

    Watches(Reach reach, MonitorSettings how, Clock clock, Board board) {
        this.reach = reach;
        this.how = how;
        this.clock = clock;
        this.board = board;
    }

    /** Watches these hosts, and no others. */
    void follow(List<Host> hosts) {
        Set<String> wanted = new HashSet<>(hosts.stream().filter(Host::enrolled).map(Host::name).toList());
        Set<String> gone = new HashSet<>(running.keySet());
        gone.removeAll(wanted);
        gone.forEach(this::end);
        wanted.forEach(host -> running.computeIfAbsent(host, this::begin));
    }

    void wake(String host) {
        HostWatch watch = running.get(host);
        if (watch != null) {
            watch.wake();
        }
    }

    private HostWatch begin(String host) {
        HostWatch watch = new HostWatch(host, reach, how, clock, board);
        Thread.ofVirtual().name("watch-" + host).start(watch);
        return watch;
    }

    private void end(String host) {
        HostWatch watch = running.remove(host);
        if (watch != null) {
            watch.stop();
        }
    }
}
