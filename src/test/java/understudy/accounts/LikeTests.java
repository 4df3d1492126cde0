package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeTests {

    @ParameterizedTest
    @CsvSource({
        "%,          '',         true",
        "%,          anything,   true",
        "a%,         abc,        true",
        "a%c,        abcbc,      true",
        "a%c,        abcb,       false",
        "%b%,        abc,        true",
        "a_c,        abc,        true",
        "a_c,        ac,         false",
        "shop\\_%,   shop_live,  true",
        "shop\\_%,   shopXlive,  false",
        "shop\\%,    shop%,      true",
        "shop\\%,    shops,      false",
        "SHOP,       shop,       true",
        "%%a%%,      bab,        true",
        "abc,        abcd,       false",
        "'',         a,          false"})
    void readsAPatternAsTheServerDoes(String pattern, String text, boolean matches) {
        assertThat(Like.matches(pattern, text)).isEqualTo(matches);
    }

    /** Told by a server, and tried on a thread that nothing can interrupt meanwhile. */
    @Test
    void comesToAnEndWithAPatternThatMatchesInCountlessWays() {
        String pattern = "%".repeat(60) + "a%".repeat(60) + "f";

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Like.matches(pattern, "a".repeat(200)))).isFalse();
    }
}
