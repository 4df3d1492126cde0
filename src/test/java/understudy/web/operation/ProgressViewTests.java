package understudy.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import understudy.operation.OperationView.Progress;

class ProgressViewTests {

    @Test
    void saysHowMuchHowFastAndHowLong() {
        assertThat(ProgressView.of(new Progress(412_000_000, 1_073_000_000L, 21_300_000)))
                .isEqualTo(new ProgressView(38, "412 MB of about 1.1 GB", "21 MB/s", "about 32 s left"));
    }

    @Test
    void neverSaysThatItIsFinishedWhenOnlyTheEstimateWasPassed() {
        assertThat(ProgressView.of(new Progress(1_200, 1_000L, 100))).extracting(ProgressView::percent, ProgressView::left)
                .containsExactly(99, "nearly there");
    }

    @Test
    void inventsNoEndThatNobodyKnows() {
        assertThat(ProgressView.of(new Progress(5_000, null, 0))).isEqualTo(new ProgressView(null, "5.0 kB", "", ""));
    }
}
