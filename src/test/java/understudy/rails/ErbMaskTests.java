package understudy.rails;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ErbMaskTests {

    @Test
    void hidesWhatTagsPutOutAndBlanksTheRest() {
        assertThat(ErbMask.of("a: <%= x %> <%# y %>\n<% z %>b: <%% c").masked())
                .isEqualTo("a: " + String.valueOf(ErbMask.HIDDEN).repeat(8) + "         \n       b: <%% c");
    }

    /** Written by whoever may write on the application's host; with a search from each of them it took hours. */
    @Test
    void comesToAnEndWithMillionsOfTagsThatNeverEnd() {
        String text = "<%".repeat(3_000_000);

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> ErbMask.of(text).masked())).isEqualTo(text);
    }

    @Test
    void comesToAnEndWithATagFullOfBracesBeforeOneThatCloses() {
        ErbMask mask = ErbMask.of("<% " + "{".repeat(1_000_000) + "} %>");

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> mask.decidesAt(2_000_000))).isFalse();
    }

    @Test
    void comesToAnEndWithAVariableThatNeverComes() {
        String text = "<%= ENV.fetch" + " ".repeat(60_000) + "x %>";
        ErbMask mask = ErbMask.of(text);

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> mask.variableWithin(0, text.length()))).isEmpty();
    }
}
