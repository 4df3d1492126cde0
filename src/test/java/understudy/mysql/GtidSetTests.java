package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTests {

    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "555afc17-e710-11f1-84e4-0242ac110002";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "A:1-3:11:47-49, B:1-19:55:56-100 | A:1-3:11:47-49,B:1-19:55-100",
        "A:5:1-3:4 | A:1-5",
        "A:2-9:1-3 | A:1-9",
        "B:1,A:1 | A:1,B:1",
        "A:1-3,A:5 | A:1-3:5",
        "A:1-3:Tag_1:4-5:7:1-2 | A:1-3:tag_1:1-2:4-5:7",
        "A:zwei:1:eins:1:3-4,A:9 | A:9:eins:1:3-4:zwei:1",
        "A:1,A:eins:1 | A:1:eins:1",
        "A:9-2:4 | A:4",
        ", A:1 , | A:1"
    })
    void printsWhatItReadNormalised(String written, String printed) {
        assertThat(set(written)).hasToString(set(printed).toString()).isEqualTo(set(printed));
        assertThat(set(written).toString()).isEqualTo(printed.replace("A", A).replace("B", B).replace(" ", ""));
    }

    @Test
    void readsLineEndsAndUpperCaseAsTheServerPrintsThem() {
        assertThat(GtidSet.of(A.toUpperCase() + ":1-3,\n" + B + ":7\n")).hasToString(A + ":1-3," + B + ":7");
        assertThat(GtidSet.of(A.replace("-", "") + ":1")).hasToString(A + ":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "A", "A:", "A:0", "A:0-4", "A:1-", "A:-1", "A:tag", "A:1:tag", "A:1,tag:2", "A:1;B:1",
        "A:1-9223372036854775807", "A:99999999999999999999"})
    void refusesWhatIsNoGtidSet(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> set(text)).withMessageStartingWith("not a GTID set");
    }

    @Test
    void keepsTaggedAndUntaggedTransactionsApart() {
        assertThat(set("A:1-5").contains(set("A:tag:1"))).isFalse();
        assertThat(set("A:1-5:tag:1-3").minus(set("A:tag:2"))).isEqualTo(set("A:1-5:tag:1:3"));
    }

    @Test
    void findsErrantTransactions() {
        GtidSet replica = set("A:1-100,B:1-2");
        assertThat(replica.minus(set("A:1-120"))).isEqualTo(set("B:1-2"));
        assertThat(replica.minus(set("A:1-120")).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"A:1-3,A:1-3,EQUAL", "A:1-3,A:2,CONTAINS", "A:2,A:1-3,CONTAINED", "A:1-3,A:3-4,INTERSECTS",
        "A:1,B:1,DISJOINT", "'','',EQUAL", "A:1,'',CONTAINS", "'',A:1,CONTAINED"})
    void namesTheRelationOfTwoSets(String one, String other, GtidSet.Relation relation) {
        assertThat(set(one).relationTo(set(other))).isEqualTo(relation);
    }

    @Test
    void behavesLikeASetOfNumbers() {
        Random random = new Random(20260101);
        for (int round = 0; round < 500; round++) {
            Set<Integer> one = numbers(random);
            Set<Integer> other = numbers(random);
            assertThat(of(one).union(of(other))).isEqualTo(of(union(one, other)));
            assertThat(of(one).minus(of(other))).isEqualTo(of(without(one, other)));
            assertThat(of(one).intersection(of(other))).isEqualTo(of(without(one, without(one, other))));
            assertThat(of(one).contains(of(other))).isEqualTo(one.containsAll(other));
            assertThat(of(one).count()).isEqualTo(one.size());
            assertThat(of(one).isEmpty()).isEqualTo(one.isEmpty());
            assertThat(GtidSet.of(of(one).toString())).isEqualTo(of(one)).hasSameHashCodeAs(of(one));
        }
    }

    private static Set<Integer> numbers(Random random) {
        Set<Integer> numbers = new HashSet<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            numbers.add(1 + random.nextInt(15));
        }
        return numbers;
    }

    /** Each number stands for one transaction; neighbours mostly belong to one series. */
    private static GtidSet of(Set<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            String series = number > 12 ? B + ":" : number > 7 ? A + ":tag:" : A + ":";
            text.append(series).append(number).append(',');
        }
        return GtidSet.of(text.toString());
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Set<Integer> without(Set<Integer> one, Set<Integer> other) {
        Set<Integer> left = new HashSet<>(one);
        left.removeAll(other);
        return left;
    }

    private static GtidSet set(String text) {
        return GtidSet.of(text.replaceAll("\\bA\\b", A).replaceAll("\\bB\\b", B));
    }
}
