package understudy.web.host;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.routing.Application;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.web.Amounts;
import understudy.web.FindingView;
import understudy.web.When;
import understudy.web.cluster.LagView;

/**
 * The page of a host.
 *
 * @param row the same as in the list
 * @param error the replica's last error, explained; or null
 * @param problem why it isn't seen, or null
 * @param drift settings in effect
 * @param application where the application lies and says which server it uses; empty where none is known
 * @param status every column of the replica's own status, empty when it follows nobody
 * @param lag of the last hour, or null when it follows nobody
 */
record HostView(
        HostRow row, Host host, @Nullable FindingView error, @Nullable FindingView problem, Map<String, String> facts,
        Map<String, String> databases, Map<String, String> application, Map<String, String> tools, @Nullable When factsRead, List<DriftRow> drift,
        Map<String, String> numbers, Map<String, String> status, @Nullable LagView lag, boolean old, @Nullable When seen) {

    static Map<String, String> facts(HostFacts facts) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("System", facts.os());
        shown.put("Server", facts.flavour() + " " + facts.version());
        shown.put("Service", facts.serviceName() + (facts.supervised() ? ", started again by a supervisor when it dies" : ""));
        shown.put("Socket", facts.socket());
        shown.put("Data directory", facts.dataDir());
        shown.put("Free there", Amounts.bytes(facts.freeBytes()));
        shown.put("Option files", String.join(", ", facts.optionFiles()));
        shown.put("Server UUID", facts.serverUuid().isEmpty() ? "none" : facts.serverUuid());
        return shown;
    }

    static Map<String, String> application(Application application, boolean corrected) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("Directory", application.root());
        shown.put("Which server it uses", String.join(", ", application.databaseYml()) + ", group " + application.group());
        if (application.variables() != null) {
            shown.put("Its variables are set in", application.variables());
        }
        shown.put("Restarted by", switch (application.restart()) {
            case PASSENGER -> "passenger-config restart-app";
            case RESTART_FILE -> "touch tmp/restart.txt";
            case SERVICE -> "the service " + application.service();
            case NONE -> "somebody else: the panel doesn't restart it";
        });
        shown.put("Known because", corrected ? "an admin said so" : "it was found when the host was looked at");
        return shown;
    }

    static Map<String, String> databases(HostFacts facts) {
        Map<String, String> shown = new TreeMap<>();
        facts.databases().forEach((name, bytes) -> shown.put(name, Amounts.bytes(bytes)));
        return shown;
    }

    static Map<String, String> numbers(HostState state, Instant now) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("Takes writes", state.writable() == null ? "not known" : state.writable() ? "yes" : "no");
        shown.put("Executed", state.gtidExecuted() == null ? "not known" : state.gtidExecuted());
        if (state.position() != null) {
            shown.put("Position", state.position());
        }
        shown.put("Free disk", state.freeBytes() == null ? "not known" : Amounts.bytes(state.freeBytes()));
        Long longest = state.longestTransactionMillis();
        shown.put("Longest open transaction", longest == null ? "none" : Amounts.duration(Duration.ofMillis(longest)));
        HostState.Replication replication = state.replication();
        if (replication != null) {
            shown.put("Follows", replication.sourceHost());
            shown.put("Receiver", replication.ioRunning() ? "running" : "not running");
            shown.put("Applier", replication.sqlRunning() ? "running" : "not running");
            shown.put("Lag", Amounts.lag(replication.lagMillis()));
            shown.put("Errant transactions", replication.errant() == null ? "not known" : replication.errant().isEmpty() ? "none" : replication.errant());
        }
        return shown;
    }
}
