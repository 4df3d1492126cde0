package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authentication strings were made by a MySQL 9.7.4 server. */
class CachingSha2Tests {

    private static final String LONG = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String LONG_KEPT = "24412430304124260E1A29734A7017296B5E5C1B483A2E3A7D7002456D62425746746E344A31414A3431"
            + "464453585846742F3557575268386F4B78466E564C51346938542E41";

    @ParameterizedTest
    @CsvSource({
        "x, 244124303041241C650407486E29783253071A34771271332E5F5F46644E627A7730557372676D437352756A44556B51743873446C4C47636C6A2F"
            + "61735970776A4B524F5A38",
        "pw, 244124303041244E43751246052540023C59196C1966774D6B06015A67712F5033633559512E4330462E634746677477504D6B35627166315033"
            + "6D31557A647851496F685239",
        "Geheim-1$ ü, 244124303041244A3D0C44611B3E3F742C650D4C683F371710052B5874492E4B544F7A434A55547A6F5873666369783246476F33453"
            + "4657475466136513137702F7A63737831",
        LONG + "," + LONG_KEPT
    })
    void knowsThePasswordOfAnAccountMadeByTheServer(String password, String keptHex) {
        byte[] kept = HexFormat.of().parseHex(keptHex.trim());
        assertThat(CachingSha2.matches(password, kept)).isTrue();
        assertThat(CachingSha2.matches(password + "x", kept)).isFalse();
    }

    @Test
    void takesItsOwnHashAndNoOtherForm() {
        String made = CachingSha2.hash(LONG, new SecureRandom());
        assertThat(made).hasSize(70);
        assertThat(CachingSha2.matches(LONG, made.getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(CachingSha2.matches("", made.getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(CachingSha2.matches("", new byte[0])).isFalse();
        assertThat(CachingSha2.hash(LONG, new SecureRandom())).isNotEqualTo(made);
    }
}
