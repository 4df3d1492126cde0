package understudy.operation;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.OperationPlanner.OnFailure;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Policy;

/** The engine on a real store in a file, with steps of the test's choice, without the rest of the panel. */
class TestPanel {

    static final Actor ANNA = new Actor("anna", Role.OPERATOR);

    static final OperationSettings QUICK = quick(Duration.ofMillis(300));

    static OperationSettings quick(Duration shutdownPatience) {
        return new OperationSettings(Duration.ofSeconds(30), Duration.ofMillis(60), Duration.ofMillis(30), Duration.ofMillis(1),
                Duration.ofMillis(5), 3, 3, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMillis(50),
                shutdownPatience, OperationSettings.TakeOver.AT_ONCE);
    }

    final List<OperationEvent> events = new CopyOnWriteArrayList<>();
    final List<String> audit = new CopyOnWriteArrayList<>();
    final FakeTopology topology = new FakeTopology();
    final JdbcClient db;
    final Leases leases;
    final OperationStore store;
    final JournalStore journal;
    final OperationEngine engine;
    final Operations operations;
    final List<PlannedStep> plan = new ArrayList<>();
    OnFailure onFailure = OnFailure.STOP;

    TestPanel(Path file, List<? extends Step<?>> steps) {
        this(file, steps, QUICK, OperationStore::new);
    }

    /** Makes the store, or one that misbehaves. */
    interface Stores {

        OperationStore make(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases,
                JournalStore journal);
    }

    TestPanel(Path file, List<? extends Step<?>> steps, OperationSettings settings, Stores stores) {
        Clock clock = Clock.systemUTC();
        DataSource source = source(file);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        db = JdbcClient.create(source);
        StoredJson json = new StoredJson();
        leases = new Leases(db, transaction, clock, settings);
        journal = new JournalStore(db, transaction, leases, json, clock);
        store = stores.make(db, transaction, new OperationRows(db, json), leases, journal);
        OperationBell bell = new OperationBell(event -> events.add((OperationEvent) event), clock);
        StepCatalog catalog = new StepCatalog(new ArrayList<>(steps), json);
        engine = new OperationEngine(new OperationRunner(catalog, settings, new Undoing(catalog, settings)), store, journal,
                leases, bell, settings, clock);
        OperationStart start = new OperationStart(planners(), store, catalog, json, topology, topology.hosts(), clock);
        OperationViews views = new OperationViews(catalog, store, journal);
        operations = new PersistentOperations(start, new Rehearsal(start, catalog, views, clock), store, engine, bell, views,
                new Runbook(views, journal), (actor, action, subject, outcome) ->
                        audit.add(actor.name() + " " + action + " " + subject + " " + outcome));
        topology.add(new Cluster("shop", List.of("secondhand_production"), List.of(new Member("mercury", Member.Role.SOURCE),
                new Member("uranus", Member.Role.REPLICA)), Policy.DEFAULT, "repl", null, clock.instant()));
        plan.addAll(steps.stream().map(step -> new PlannedStep(step.name(), "uranus", new ScriptedStep.Nothing("x"))).toList());
    }

    static DataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(5000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure().dataSource(source).locations("classpath:db/migration/sqlite").load().migrate();
        return source;
    }

    private List<OperationPlanner> planners() {
        return Arrays.stream(OperationKind.values()).<OperationPlanner>map(kind -> new OperationPlanner() {
            @Override
            public OperationKind kind() {
                return kind;
            }

            @Override
            public Decision decide(OperationRequest request) {
                return new Decision.Planned(request.host(), plan, onFailure);
            }
        }).toList();
    }

    /** The step of this name is the point of no return. */
    TestPanel pointOfNoReturn(String name) {
        plan.replaceAll(step -> step.step().value().equals(name)
                ? new PlannedStep(step.step(), step.host(), step.parameters(), true) : step);
        return this;
    }

    TestPanel rollingBack() {
        onFailure = OnFailure.ROLL_BACK;
        return this;
    }

    static OperationRequest request(OperationKind kind, Pace pace) {
        return new OperationRequest(kind, "shop", "uranus", pace, null, null, Map.of(), ANNA);
    }

    String start() {
        return start(Pace.AUTO);
    }

    String start(Pace pace) {
        return ((StartResult.Started) operations.start(request(OperationKind.SWITCHOVER, pace))).id();
    }

    /** Waits until the operation is in this state, and nobody drives it any more. */
    OperationView awaits(String id, OperationStatus state) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2))
                .failFast(() -> state != OperationStatus.INTERRUPTED && ended(id).filter(end -> end != state).isPresent())
                .until(() -> view(id).state() == state);
        return view(id);
    }

    private Optional<OperationStatus> ended(String id) {
        return Optional.of(view(id).state()).filter(state -> !state.active());
    }

    /** Starts an operation and waits until it is there. */
    OperationView runsTo(OperationStatus state) {
        return awaits(start(), state);
    }

    OperationView view(String id) {
        return operations.find(id).orElseThrow();
    }

    List<String> entries(String id) {
        return journal.entries(id).stream().map(JournalStore.Written::entry).filter(entry -> entry.number() > 0)
                .map(entry -> entry.number() + " " + entry.kind()).toList();
    }
}
