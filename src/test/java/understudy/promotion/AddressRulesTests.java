package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import understudy.promotion.AddressRules.Verdict;
import understudy.topology.Member.Role;

/**
 * From whom the address is taken and when the source gets it: the table in {@code addresses.txt}, a line a situation. The danger: the
 * address on two hosts, or taken from the one that the shop sells on.
 */
class AddressRulesTests {

    /** @param source as in {@link GatekeeperTests}; the same for the other columns of its table */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/addresses.txt", delimiter = '|', numLinesToSkip = 2)
    void decidesAsTheTableSays(String situation, String source, String other, @Nullable String operation, String policy, String both,
            String had, String taking, String giving) {
        GateScene scene = GatekeeperTests.scene(source, other, operation, policy, had.equals("yes"));

        assertThat(inWords(AddressRules.taking(scene, "uranus", both.equals("yes")), "take")).as("taking").isEqualTo(taking);
        assertThat(inWords(AddressRules.giving(scene), "give")).as("giving").isEqualTo(giving);
    }

    private static String inWords(Verdict verdict, String due) {
        return switch (verdict) {
            case Verdict.Due now -> due;
            case Verdict.Wait later -> later.standing() ? "wait and say so" : "wait";
            case Verdict.Left left -> "leave: " + left.because();
        };
    }

    @Test
    void neverTakesItFromTheSource() {
        GateScene scene = GatekeeperTests.scene("open", "DETACHED closed", null, "REPLICAS", true);
        GateScene promoted = new GateScene(scene.state(), null, scene.cluster().promoting("uranus", Role.DETACHED), null, scene.now());

        assertThat(AddressRules.taking(scene, "mercury", true)).isInstanceOf(Verdict.Wait.class);
        assertThat(AddressRules.taking(promoted, "uranus", true)).as("declared since it was looked at").isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void believesNoOldLookAtTheSource() {
        GateScene scene = GatekeeperTests.scene("open", "DETACHED closed", null, "REPLICAS", true);
        GateScene later = new GateScene(scene.state(), null, scene.cluster(), null, scene.now().plusSeconds(6));

        assertThat(AddressRules.taking(later, "uranus", true)).isInstanceOf(Verdict.Left.class);
        assertThat(AddressRules.giving(later)).isInstanceOf(Verdict.Wait.class);
    }
}
