package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;

/** One person, or many, who open streams until the panel has no thread and no memory left for the rest. */
class StreamPlacesTests {

    private final StreamPlaces places = new StreamPlaces();

    @Test
    void givesEachPersonSomeAndThoseBackThatAreClosed() {
        List<StreamPlaces.Place> annas = take("anna", StreamPlaces.PER_PERSON);

        assertRefused("anna", "TooManyStreams");
        assertThat(places.take("bert")).isNotNull();
        annas.getFirst().close();
        annas.getFirst().close();
        assertThat(places.take("anna")).isNotNull();
        assertRefused("anna", "TooManyStreams");
    }

    @Test
    void endsWhereThePanelHasEnoughOfThem() {
        for (int person = 0; person < StreamPlaces.IN_ALL / StreamPlaces.PER_PERSON; person++) {
            take("person " + person, StreamPlaces.PER_PERSON);
        }

        assertRefused("one more", "NoStreamLeft");
    }

    private List<StreamPlaces.Place> take(String person, int count) {
        List<StreamPlaces.Place> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(places.take(person));
        }
        return taken;
    }

    private void assertRefused(String person, String code) {
        assertThatThrownBy(() -> places.take(person)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.finding().code()).isEqualTo(code);
            assertThat(problem.finding().hint()).isNotBlank();
        });
    }
}
