package understudy.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.operation.OperationPlanner.OnFailure;

/** How operations and steps stand in the store's rows. */
@Component
class OperationRows {

    private final JdbcClient db;
    private final StoredJson json;

    OperationRows(JdbcClient db, StoredJson json) {
        this.db = db;
        this.json = json;
    }

    /** @param condition what follows SELECT … FROM operation, with named parameters */
    List<Operation> select(String condition, Map<String, ?> parameters) {
        return db.sql("SELECT * FROM operation " + condition).params(parameters).query(this::operation).list();
    }

    private Operation operation(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        Operation.Request request = new Operation.Request(id, OperationKind.valueOf(row.getString("kind")),
                row.getString("cluster"), row.getString("host"), row.getString("concurrency_key"),
                new Actor(row.getString("requested_by"), Role.valueOf(row.getString("requested_role"))),
                OnFailure.valueOf(row.getString("on_failure")), Instant.ofEpochMilli(row.getLong("created_at")));
        return new Operation(request, Pace.valueOf(row.getString("pace")), OperationStatus.valueOf(row.getString("status")),
                row.getInt("undoing") == 1, json.readValues(row.getString("result")),
                json.read(row.getString("error"), Finding.class), time(row, "finished_at"), steps(id));
    }

    private List<StepRun> steps(String id) {
        return db.sql("SELECT * FROM operation_step WHERE operation = :id ORDER BY number").param("id", id)
                .query(this::step).list();
    }

    private StepRun step(ResultSet row, int number) throws SQLException {
        StepRun.Order order = new StepRun.Order(row.getInt("number"), new StepName(row.getString("step")),
                row.getString("host"), row.getString("parameters"), row.getInt("point_of_no_return") == 1);
        StepRun.Said said = new StepRun.Said(row.getString("message"), json.read(row.getString("finding"), Finding.class),
                row.getString("evidence"));
        return new StepRun(order, StepStatus.valueOf(row.getString("status")), row.getInt("begun") == 1,
                time(row, "started_at"), time(row, "finished_at"), said, json.read(row.getString("plan"), Plan.class),
                time(row, "planned_at"));
    }

    void insert(Operation operation) {
        Operation.Request request = operation.request();
        db.sql("INSERT INTO operation (id, kind, cluster, host, concurrency_key, requested_by, requested_role, on_failure, pace,"
                + " status, result, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(request.id(), request.kind().name(), request.cluster(), request.host(),
                        request.key(), request.requestedBy().name(), request.requestedBy().role().name(),
                        request.onFailure().name(), operation.pace().name(), operation.status().name(),
                        json.write(operation.result()), request.createdAt().toEpochMilli()))
                .update();
        for (StepRun step : operation.steps()) {
            db.sql("INSERT INTO operation_step (operation, number, step, host, parameters, point_of_no_return, status, begun)"
                    + " VALUES (?, ?, ?, ?, ?, ?, 'PENDING', 0)")
                    .params(Arrays.asList(request.id(), step.number(), step.order().step().value(),
                            step.order().host(), step.order().parameters(), step.order().pointOfNoReturn() ? 1 : 0))
                    .update();
        }
    }

    void update(Operation now) {
        db.sql("UPDATE operation SET pace = :pace, status = :status, undoing = :undoing, result = :result, error = :error,"
                + " finished_at = :finished WHERE id = :id")
                .param("pace", now.pace().name()).param("status", now.status().name()).param("undoing", now.undoing() ? 1 : 0)
                .param("result", json.write(now.result())).param("error", json.writeNullable(now.error()))
                .param("finished", millis(now.finishedAt())).param("id", now.id()).update();
    }

    void update(String operation, StepRun step) {
        db.sql("UPDATE operation_step SET status = :status, begun = :begun, started_at = :started, finished_at = :finished,"
                + " message = :message, finding = :finding, evidence = :evidence, plan = :plan, planned_at = :planned"
                + " WHERE operation = :operation AND number = :number")
                .param("status", step.status().name()).param("begun", step.begun() ? 1 : 0)
                .param("started", millis(step.startedAt())).param("finished", millis(step.finishedAt()))
                .param("message", step.said().message()).param("finding", json.writeNullable(step.said().finding()))
                .param("evidence", step.said().evidence()).param("plan", json.writeNullable(step.plan()))
                .param("planned", millis(step.plannedAt()))
                .param("operation", operation).param("number", step.number()).update();
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
