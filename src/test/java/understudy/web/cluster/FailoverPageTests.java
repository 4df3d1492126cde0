package understudy.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Pace;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.operation.StepText;

class FailoverPageTests {

    @ParameterizedTest
    @CsvSource({"FenceFailed,fence,FAILED,true", "FileNotWritable,fence,FAILED,true", "SourceAlive,fence,FAILED,false",
        "FenceFailed,fence,UNDONE,true", "NoAnswerInTime,salvage,FAILED,false"})
    void asksForAnAgreementOnlyAfterAFenceThatDidntProveItself(String code, String step, StepStatus state, boolean asks) {
        Finding error = Finding.blocker(code, "mercury", "It stopped.", "Decide.");
        StepView failed = new StepView("1", new StepName(step), new StepText("", "", "", "", ""), "mercury", state, Instant.EPOCH,
                Instant.EPOCH, null, error, null, null, "", null, false);
        OperationView failover = new OperationView("1", OperationKind.FAILOVER, "shop", "uranus", "pierre", OperationStatus.FAILED,
                Instant.EPOCH, Instant.EPOCH, Pace.AUTO, Map.of(), error, false, List.of(), List.of(failed));

        assertThat(FailoverPage.stoppedByFence(failover)).isEqualTo(asks);
    }
}
