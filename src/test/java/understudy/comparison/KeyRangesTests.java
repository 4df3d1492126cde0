package understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;

import org.junit.jupiter.api.Test;

class KeyRangesTests {

    @Test
    void coverEveryKeyOnceAndStayOpenAtBothEnds() {
        assertThat(KeyRanges.ranges("i`d", BigInteger.ONE, BigInteger.valueOf(250_000), 250_000)).containsExactly(
                " WHERE `i``d` < 83335", " WHERE `i``d` >= 83335 AND `i``d` < 166669", " WHERE `i``d` >= 166669");
    }

    @Test
    void staysBoundedWhateverTheServerSaysOfItsRows() {
        List<String> ranges = KeyRanges.ranges("id", BigInteger.ONE, BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE);

        assertThat(ranges).hasSizeBetween(2, 20_001);
        assertThat(ranges.getLast()).startsWith(" WHERE `id` >= ");
    }

    @Test
    void copeWithTheWidestKeysAndWithNone() {
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger most = new BigInteger("18446744073709551615");

        assertThat(KeyRanges.ranges("id", least, most, 200_000)).hasSize(3).last().asString().endsWith("9223372036854775808");
        assertThat(KeyRanges.ranges("id", null, null, 200_000)).isEqualTo(List.of(""));
        assertThat(KeyRanges.ranges("id", BigInteger.TWO, BigInteger.TWO, 200_000)).isEqualTo(List.of(""));
    }
}
