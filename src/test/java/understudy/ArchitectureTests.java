package understudy;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms and the arrows between them, as each room's package-info declares them. */
class ArchitectureTests {

    @Test
    void roomsUseOnlyWhatTheyMay() {
        ApplicationModules.of(UnderstudyApplication.class).verify();
    }
}
