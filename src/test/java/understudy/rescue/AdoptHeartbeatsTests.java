package understudy.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import understudy.mysql.GtidSet;

class AdoptHeartbeatsTests {

    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @Test
    void namesEachNumberOfASetByItself() {
        assertThat(AdoptHeartbeats.each(GtidSet.of(A + ":1-3:7"))).containsExactly(A + ":1", A + ":2", A + ":3", A + ":7");
        assertThat(AdoptHeartbeats.each(GtidSet.of(A + ":shop:4-5"))).containsExactly(A + ":shop:4", A + ":shop:5");
        assertThat(AdoptHeartbeats.each(GtidSet.empty())).isEmpty();
    }
}
