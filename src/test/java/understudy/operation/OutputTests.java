package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step says is kept, but never so much that it fills the store. */
class OutputTests {

    @Test
    void keepsTheFirstAndTheLastLines() {
        Output output = new Output(Clock.systemUTC(), 0);
        IntStream.rangeClosed(1, 10_000).forEach(i -> output.say("line " + i));

        Output.News news = output.news();

        assertThat(news.lines()).hasSize(Output.FIRST + Output.LAST);
        assertThat(news.lines().get(99).text()).isEqualTo("line 100");
        assertThat(news.lines().get(100).text()).isEqualTo("line 9601");
        assertThat(news.lines().getLast()).isEqualTo(new Output.Line(10_000, "line 10000"));
        assertThat(output.news()).isNull();
    }

    @Test
    void cutsALineThatNeverEnds() {
        Output output = new Output(Clock.systemUTC(), 0);

        output.say("x".repeat(1_000_000));

        assertThat(output.news().lines().getFirst().text()).hasSize(1001).endsWith("…");
    }

    @Test
    void tellsProgressOnceThoughItIsReportedOften() {
        Output output = new Output(Clock.systemUTC(), 0);
        IntStream.rangeClosed(1, 1000).forEach(i -> output.progress(i, 1000L));

        assertThat(output.news().progress().doneBytes()).isEqualTo(1000);
        assertThat(output.news()).isNull();
    }

    @Test
    void dropsTheMiddleInTheStoreTooAndSaysSo(@TempDir Path directory) {
        ScriptedStep chatty = new ScriptedStep("chatty");
        TestPanel panel = new TestPanel(directory.resolve("panel.db"), List.of(chatty));
        chatty.apply = (plan, journal) -> {
            IntStream.rangeClosed(1, 2000).forEach(i -> journal.say("line " + i));
            return new Outcome.Failed(ScriptedStep.finding("Refused"));
        };
        String id = panel.runsTo(OperationStatus.FAILED).id();
        panel.operations.retry(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.FAILED);

        List<String> lines = panel.view(id).steps().getFirst().output().lines().toList();

        assertThat(lines).hasSize(Output.FIRST + 1 + Output.LAST);
        assertThat(lines.get(100)).isEqualTo("… 3500 lines left out …");
        assertThat(lines.getLast()).isEqualTo("line 2000");
    }

    @Test
    void smoothsTheRate() {
        Rate rate = new Rate();
        assertThat(rate.after(0, 0)).isZero();
        assertThat(rate.after(1000, 1000)).isEqualTo(1000);

        long afterABurst = rate.after(11_000, 2000);
        assertThat(afterABurst).isBetween(1001L, 9999L);
        assertThat(rate.after(11_000, 60_000)).as("and forgets it").isLessThan(100);
    }

    @Test
    void startsTheRateAnewWhenAStepBeginsAgain() {
        Rate rate = new Rate();
        rate.after(0, 0);
        rate.after(1000, 1000);

        assertThat(rate.after(0, 2000)).isZero();
        assertThat(rate.after(500, 3000)).isEqualTo(500);
    }
}
