package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.finding.Finding;
import understudy.operation.DryRun;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Operations.ControlResult;
import understudy.operation.Pace;
import understudy.operation.Plan;
import understudy.operation.StartResult;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.operation.StepText;

@ApiTest
class OperationsApiTests {

    private static final String PATH = "/api/v1/clusters/shop/operations";
    private static final String SWITCHOVER = "{\"kind\": \"SWITCHOVER\"}";
    private static final Finding LATE = Finding.blocker("LagHigh", "uranus", "It is late.", "Wait.");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Operations operations;

    private Caller operator;

    @BeforeEach
    void comeAsAnOperator() {
        reset(operations);
        operator = new Caller(mvc, tokens, Role.OPERATOR);
    }

    @Test
    void startsWithEverythingThatWasAsked() {
        when(operations.start(any())).thenReturn(new StartResult.Started("7"));
        when(operations.find("7")).thenReturn(Optional.of(view("7", "shop")));

        MvcTestResult answer = operator.post(PATH, """
                {"kind": "SWITCHOVER", "host": "uranus", "pace": "STEP", "confirm": "shop", "expectedSource": "mercury",
                 "options": {"graceMillis": 500, "note": "o'neil"}}""");

        assertThat(answer).hasStatus(202).hasHeader("Location", "/api/v1/operations/7");
        assertThat(answer).bodyJson().extractingPath("$.id").isEqualTo("7");
        ArgumentCaptor<OperationRequest> asked = ArgumentCaptor.forClass(OperationRequest.class);
        verify(operations).start(asked.capture());
        assertThat(asked.getValue()).usingRecursiveComparison().ignoringFields("requestedBy").isEqualTo(new OperationRequest(
                OperationKind.SWITCHOVER, "shop", "uranus", Pace.STEP, "shop", "mercury",
                Map.of("graceMillis", 500, "note", "o'neil"), asked.getValue().requestedBy()));
        assertThat(asked.getValue().requestedBy().role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void answersADryRunWithThePlanAndStartsNothing() {
        when(operations.rehearse(any())).thenReturn(new DryRun.Planned(view("", "shop")));

        MvcTestResult answer = operator.post(PATH, "{\"kind\": \"SWITCHOVER\", \"dryRun\": true}");

        assertThat(answer).hasStatus(200).bodyJson().isLenientlyEqualTo("""
                {"kind": "SWITCHOVER", "steps": [{"id": "1", "name": "close-server", "title": "Close it", "host": "mercury",
                 "state": "DONE", "message": "closed", "plan": {"commands": [], "sql": ["SET GLOBAL super_read_only=ON"], "diff": null},
                 "output": "said", "progress": {"doneBytes": 1, "totalBytes": 2, "bytesPerSecond": 3}}]}""");
        verify(operations, never()).start(any());
    }

    @Test
    void answersEachRefusalInItsOwnWay() {
        when(operations.start(any())).thenReturn(new StartResult.AlreadyRunning("6"), new StartResult.Refused(List.of(LATE)),
                new StartResult.NotFound(Finding.blocker("ClusterUnknown", null, "There is no cluster shop.", "Look.")),
                new StartResult.NeedsConfirmation("uranus", Finding.warning("DataOverwritten", "uranus", "5 GB are lost.", "")));

        assertThat(operator.post(PATH, SWITCHOVER)).hasStatus(409).bodyJson().isLenientlyEqualTo(
                "{\"code\": \"OperationRunning\", \"operation\": \"6\"}");
        assertThat(operator.post(PATH, SWITCHOVER)).hasStatus(422).bodyJson().isLenientlyEqualTo(
                "{\"code\": \"LagHigh\", \"hint\": \"Wait.\", \"findings\": [{\"code\": \"LagHigh\", \"host\": \"uranus\"}]}");
        assertThat(operator.post(PATH, SWITCHOVER)).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("ClusterUnknown");
        assertThat(operator.post(PATH, SWITCHOVER)).hasStatus(409).bodyJson().isLenientlyEqualTo("""
                {"code": "NotConfirmed", "detail": "5 GB are lost.", "confirm": "uranus", "findings": [{"code": "DataOverwritten"}]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\": \"EXPLODE\"}", "{\"kind\": \"ENROL\"}", "{\"kind\": \"SWITCHOVER\", \"pace\": \"FAST\"}",
        "{\"kind\": \"SWITCHOVER\", \"options\": {\"a\": [1]}}", "{\"kind\": \"SWITCHOVER\", \"options\": {\"a\": null}}",
        "{\"kind\": \"SWITCHOVER\", \"force\": true}", "[]", ""})
    void refusesMalformedWishes(String body) {
        assertThat(operator.post(PATH, body)).hasStatus(400).hasContentType("application/problem+json");
        verify(operations, never()).start(any());
    }

    @Test
    void pressesTheButtons() {
        ControlResult accepted = new ControlResult.Accepted(view("7", "shop"));
        when(operations.resume(eq("7"), any())).thenReturn(accepted);
        when(operations.runAll(eq("7"), any())).thenReturn(accepted);
        when(operations.retry(eq("7"), any())).thenReturn(accepted);
        when(operations.cancel(eq("7"), any())).thenReturn(new ControlResult.Refused(LATE));
        when(operations.rollBack(eq("7"), any())).thenReturn(new ControlResult.NotFound());

        assertThat(operator.post("/api/v1/operations/7/continue", "")).hasStatus(202);
        assertThat(operator.post("/api/v1/operations/7/continue?all=true", "")).hasStatus(202);
        assertThat(operator.post("/api/v1/operations/7/retry", "")).hasStatus(202);
        assertThat(operator.post("/api/v1/operations/7/cancel", "")).hasStatus(409);
        assertThat(operator.post("/api/v1/operations/7/rollback", "")).hasStatus(404)
                .bodyJson().extractingPath("$.code").isEqualTo("OperationUnknown");
        verify(operations).runAll(eq("7"), any());
    }

    @Test
    void showsOperationsAndTheirRunbook() {
        when(operations.find("7")).thenReturn(Optional.of(view("7", "shop")));
        when(operations.runbook("7")).thenReturn(Optional.of("# Runbook\n"));
        when(operations.list("shop", OperationStatus.SUCCEEDED, 100)).thenReturn(List.of(view("7", "shop")));

        assertThat(operator.get("/api/v1/operations/7")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"id": "7", "kind": "SWITCHOVER", "cluster": "shop", "host": "uranus", "requestedBy": "anna", "state": "SUCCEEDED",
                 "pace": "AUTO", "result": {"writeOutageMillis": 12}, "error": null, "createdAt": "2026-11-23T12:00:00Z"}""");
        assertThat(operator.get("/api/v1/operations/8")).hasStatus(404);
        assertThat(operator.get("/api/v1/operations/7/runbook")).hasStatusOk().hasBodyTextEqualTo("# Runbook\n")
                .hasContentType("text/markdown;charset=UTF-8");
        assertThat(operator.get("/api/v1/operations?cluster=shop&state=SUCCEEDED")).bodyJson().extractingPath("$[0].id").isEqualTo("7");
        assertThat(operator.get("/api/v1/operations?state=SLEEPING")).hasStatus(400).hasContentType("application/problem+json");
    }

    @Test
    void answersTheSameKeyWithTheSameAnswerAndStartsOnce() throws Exception {
        when(operations.start(any())).thenReturn(new StartResult.Started("7"));
        when(operations.find("7")).thenReturn(Optional.of(view("7", "shop")));

        MvcTestResult first = operator.postOnce("key'1", PATH, SWITCHOVER);
        MvcTestResult second = operator.postOnce("key'1", PATH, SWITCHOVER);

        assertThat(second).hasStatus(202).hasHeader("Location", "/api/v1/operations/7");
        assertThat(second.getResponse().getContentAsString()).isEqualTo(first.getResponse().getContentAsString()).contains("\"7\"");
        assertThat(second.getResponse().getContentType()).isEqualTo(first.getResponse().getContentType());
        verify(operations, times(1)).start(any());
    }

    @Test
    void refusesTheSameKeyForAnotherRequest() {
        when(operations.start(any())).thenReturn(new StartResult.AlreadyRunning("6"));

        assertThat(operator.postOnce("k", PATH, SWITCHOVER)).bodyJson().extractingPath("$.code").isEqualTo("OperationRunning");
        assertThat(operator.postOnce("k", PATH, "{\"kind\": \"DETACH\"}")).hasStatus(409).bodyJson().extractingPath("$.code")
                .isEqualTo("IdempotencyKeyReused");
        assertThat(operator.postOnce("k", "/api/v1/clusters/other/operations", SWITCHOVER)).hasStatus(409);
        assertThat(operator.postOnce("k".repeat(201), PATH, SWITCHOVER)).hasStatus(400);
        verify(operations, times(1)).start(any());
        assertThat(new Caller(mvc, tokens, Role.OPERATOR).postOnce("k", PATH, "{\"kind\": \"DETACH\"}"))
                .as("another caller's key is another key").bodyJson().extractingPath("$.code").isEqualTo("OperationRunning");
    }

    @Test
    void doesNotDoItAgainWithTheSameKeyAfterAMistakeOfItsOwn() {
        when(operations.start(any())).thenThrow(new IllegalStateException("after the operation was stored"));

        assertThat(operator.postOnce("k", PATH, SWITCHOVER)).hasStatus(500);
        assertThat(operator.postOnce("k", PATH, SWITCHOVER)).hasStatus(500).bodyJson().extractingPath("$.code").isEqualTo("PanelError");

        verify(operations, times(1)).start(any());
    }

    @Test
    void neverShowsAStackTrace() throws Exception {
        when(operations.start(any())).thenThrow(new IllegalStateException("secret internals"));

        MvcTestResult answer = operator.post(PATH, SWITCHOVER);

        assertThat(answer).hasStatus(500).hasContentType("application/problem+json");
        assertThat(answer.getResponse().getContentAsString()).doesNotContain("secret internals").doesNotContain("Exception");
    }

    static OperationView view(String id, @Nullable String cluster) {
        OperationView.StepView step = new OperationView.StepView("1", new StepName("close-server"),
                new StepText("Close", "Close it", "So that nobody writes.", "Nothing.", "Close"), "mercury", StepStatus.DONE,
                Declared.NOON, Declared.NOON, "closed", null, null, Plan.ofSql("SET GLOBAL super_read_only=ON"), "said",
                new OperationView.Progress(1, 2L, 3), true);
        return new OperationView(id, OperationKind.SWITCHOVER, cluster, "uranus", "anna", OperationStatus.SUCCEEDED, Declared.NOON,
                null, Pace.AUTO, Map.of("writeOutageMillis", 12), null, true, List.of(), List.of(step));
    }
}
