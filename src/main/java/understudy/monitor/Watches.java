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
    private final Map<String, Watch> running = new ConcurrentHashMap<>();

    /** The two threads of a host. */
    private record Watch(HostWatch eyes, Pulse pulse) {
    }

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
        Watch watch = running.get(host);
        if (watch != null) {
            watch.eyes().wake();
        }
    }

    void wakeAll() {
        running.values().forEach(watch -> watch.eyes().wake());
    }

    private Watch begin(String host) {
        Pulse pulse = new Pulse(host, reach, board);
        Watch watch = new Watch(new HostWatch(host, reach, how, clock, board, pulse::looked), pulse);
        Thread.ofVirtual().name("watch-" + host).start(watch.eyes());
        Thread.ofVirtual().name("pulse-" + host).start(watch.pulse());
        return watch;
    }

    private void end(String host) {
        Watch watch = running.remove(host);
        if (watch != null) {
            watch.eyes().stop();
            watch.pulse().stop();
        }
    }
}
