package understudy.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Pace;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.operation.StepText;

/** The danger: a report that is silent about the application's outage, or counts the wait for a dead host into it. */
class ReportViewTests {

    private static final Instant OPENED = Instant.parse("2026-11-23T03:00:00Z");

    @ParameterizedTest
    @CsvSource({"SWITCHOVER, hand-over", "FAILOVER, open-candidate"})
    void tellsTheApplicationsOutageOfEitherPromotion(OperationKind kind, String opening) {
        ReportView report = ReportView.of(promotion(kind, Map.of("writeOutageMillis", 400, "applicationFollowedAt", OPENED.plusMillis(2600).toString()),
                step(opening, OPENED.minusSeconds(1), OPENED), step("switch-routes", OPENED.plusMillis(100), OPENED.plusSeconds(9))));

        assertThat(report).isNotNull().extracting(ReportView::outage, ReportView::application).containsExactly("400 ms", "3.0 s");
    }

    /** The step keeps its first begin; what its last run took alone would be some 2 s of ten minutes. */
    @Test
    void countsThePanelsDeathInTheMiddleOfTheSwitch() {
        ReportView report = ReportView.of(promotion(OperationKind.SWITCHOVER, Map.of("writeOutageMillis", 400, "applicationSwitchMillis", 300,
                "applicationFollowedAt", OPENED.plusSeconds(600).toString()), step("hand-over", OPENED.minusSeconds(1), OPENED),
                step("switch-routes", OPENED, OPENED.plusSeconds(601))));

        assertThat(report).isNotNull().extracting(ReportView::application).isEqualTo("10 min 0 s");
    }

    @Test
    void tellsNoneWhereSomebodyDidNotFollow() {
        ReportView report = ReportView.of(promotion(OperationKind.FAILOVER, Map.of("writeOutageMillis", 400),
                step("open-candidate", OPENED, OPENED), step("switch-routes", OPENED, OPENED.plusSeconds(9))));

        assertThat(report).isNotNull().extracting(ReportView::application).isNull();
    }

    private static OperationView promotion(OperationKind kind, Map<String, Object> result, StepView... steps) {
        return new OperationView("1", kind, "secondhand", "uranus", "pierre", OperationStatus.SUCCEEDED, OPENED.minusSeconds(5),
                OPENED.plusSeconds(20), Pace.AUTO, result, null, true, List.of(), List.of(steps));
    }

    private static StepView step(String name, Instant from, Instant to) {
        return new StepView(name, new StepName(name), new StepText("Take over", name, "why", "then", "Go"), null, StepStatus.DONE, from, to,
                null, null, null, null, "", null, false);
    }
}
