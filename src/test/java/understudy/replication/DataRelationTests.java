package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.mysql.GtidSet;

class DataRelationTests {

    private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa:";
    private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb:";

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "-,    -,   1-9, 1-4, NEW",
        "1-9,  -,   1-9, 1-4, IDENTICAL",
        "1-5,  -,   1-9, 1-4, RECOVERABLE",
        "1-4,  -,   1-9, 1-4, RECOVERABLE",
        "1-3,  -,   1-9, 1-4, IRRECOVERABLE",
        "1-5,  1-1, 1-9, 1-4, DIVERGED",
        "1-10, -,   1-9, 1-4, DIVERGED",
        "-,    1-3, 1-9, -,   DIVERGED",
    })
    void tellsHowAReplicaStands(String own, String strange, String atSource, String purged, DataRelation relation) {
        GtidSet executed = set(A, own).union(set(B, strange));

        assertThat(DataRelation.of(executed, set(A, atSource), set(A, purged))).isEqualTo(relation);
        assertThat(relation.canFollow()).isEqualTo(relation.name().matches("IDENTICAL|RECOVERABLE"));
    }

    private static GtidSet set(String origin, String intervals) {
        return intervals == null ? GtidSet.empty() : GtidSet.of(origin + intervals);
    }
}
