package understudy.options;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import understudy.mysql.Dialect;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.replication.ClosedServer;
import understudy.replication.RootClient;
import understudy.topology.Hosts;

/**
 * Loads the plugins by which commits wait for replicas, now and at each start (the server remembers them in {@code mysql.plugin}).
 * Both on each server, because each may be source one day. Loaded and not switched on, they do nothing.
 */
@Component
public final class InstallSemiSync implements Step<InstallSemiSync.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("install-semi-sync");

    /** @param host whose server gets them */
    public record Parameters(String host) {
    }

    private static final String LOADED = """
            SELECT PLUGIN_NAME AS name FROM information_schema.PLUGINS
             WHERE PLUGIN_NAME LIKE 'rpl\\_semi\\_sync\\_%' AND PLUGIN_STATUS = 'ACTIVE'""";

    private final Reach reach;
    private final Hosts hosts;

    InstallSemiSync(Reach reach, Hosts hosts) {
        this.reach = reach;
        this.hosts = hosts;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters wish) {
        return new StepText("Wait for replicas", "Load the semi-sync plugins on " + wish.host(),
                "The server brings what lets commits wait for a replica as plugins. Loaded alone they change nothing.",
                "They stay loaded; nothing waits.", "Load them");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Map<String, String> missing = missing(reach.server(wish.host()));
        return missing.isEmpty() ? new Inspection.AlreadyDone("the plugins are loaded on " + wish.host())
                : new Inspection.Possible("not loaded on " + wish.host() + ": " + String.join(", ", missing.keySet()));
    }

    private static Map<String, String> missing(Server server) {
        List<String> loaded = server.query(LOADED).stream().map((Row row) -> row.text("name")).toList();
        return server.dialect().semiSyncPlugins().entrySet().stream().filter(plugin -> !loaded.contains(plugin.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> statements(Server server) {
        Dialect words = server.dialect();
        return missing(server).entrySet().stream().map(plugin -> words.installPlugin(plugin.getKey(), plugin.getValue()))
                .sorted().toList();
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(statements(reach.server(wish.host())).toArray(String[]::new));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server server = reach.server(wish.host());
        ClosedServer.change(server, journal, () -> RootClient.of(hosts.get(wish.host()))
                .tell(reach.host(wish.host()), statements(server)));
        return new Outcome.Applied("the plugins are loaded on " + wish.host());
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Undone("the plugins stay loaded on " + wish.host() + "; switched off they do nothing");
    }
}
