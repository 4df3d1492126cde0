package understudy.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationTests {

    @Test
    void leavesTheValuesOfRowsOutOfWhatTheServerSaid() {
        assertThat(Application.withoutValues("ERROR 1062 (23000) at line 52: Duplicate entry 'O'Brien@example.org' for key 'users.email'"))
                .isEqualTo("ERROR 1062 (23000) at line 52: Duplicate entry …");
        assertThat(Application.withoutValues("ERROR 1366 (HY000) at line 7: Incorrect integer value: \"12 Main St\" for column 'n'"))
                .isEqualTo("ERROR 1366 (HY000) at line 7: Incorrect integer value: …");
        assertThat(Application.withoutValues("ERROR 1032 (HY000) at line 7: Can't find record in 'users'"))
                .isEqualTo("ERROR 1032 (HY000) at line 7: Can't find record in …");
    }

    @Test
    void leavesAnErrorWithoutValuesAsItIs() {
        String error = "ERROR 1290 (HY000) at line 3: The server is running read-only";
        assertThat(Application.withoutValues(error)).isEqualTo(error);
    }
}
