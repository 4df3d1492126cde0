package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.store.MovableClock;

@ApiTest
class SourceHealthTests {

    private static final String SOURCE = "/health/clusters/shop/hosts/mercury/source";
    private static final String REPLICA = "/health/clusters/shop/hosts/uranus/replica";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Monitor monitor;

    @Autowired
    private MovableClock clock;

    private Instant now = Instant.EPOCH;

    @BeforeEach
    void seeNothing() {
        reset(monitor);
        now = clock.instant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void sendsWritersToTheWritableSource(String method) {
        see(Declared.source("mercury", true, true, now));

        assertThat(mvc.method(HttpMethod.valueOf(method)).uri(SOURCE)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void sendsNobodyToAClosedSource(String method) {
        see(Declared.source("mercury", false, true, now));

        assertThat(mvc.method(HttpMethod.valueOf(method)).uri(SOURCE)).hasStatus(503);
    }

    @Test
    void sendsNobodyWhereItCannotSee() {
        assertThat(mvc.get().uri(SOURCE)).as("nothing known").hasStatus(503);
        see(Declared.source("mercury", null, true, now));
        assertThat(mvc.get().uri(SOURCE)).as("unknown whether writable").hasStatus(503);
        see(Declared.source("mercury", true, false, now));
        assertThat(mvc.get().uri(SOURCE)).as("not reachable").hasStatus(503);
        see(Declared.source("mercury", true, true, now.minusSeconds(5)));
        assertThat(mvc.get().uri(SOURCE)).as("seen too long ago").hasStatus(503);
    }

    @Test
    void tellsNoFromNoIdea() {
        assertThat(mvc.get().uri(SOURCE)).as("nothing known").hasHeader(HttpHeaders.RETRY_AFTER, "1");
        see(Declared.source("mercury", null, true, now));
        assertThat(mvc.get().uri(SOURCE)).as("unknown whether writable").hasHeader(HttpHeaders.RETRY_AFTER, "1");
        see(Declared.source("mercury", true, false, now));
        assertThat(mvc.get().uri(SOURCE)).as("not reachable").hasHeader(HttpHeaders.RETRY_AFTER, "1");
        see(Declared.source("mercury", false, true, now));
        assertThat(mvc.get().uri(SOURCE)).as("closed").doesNotContainHeader(HttpHeaders.RETRY_AFTER);
        see(Declared.replica("mercury", 0L, true, now.minusSeconds(60)));
        assertThat(mvc.get().uri(SOURCE)).as("a replica, seen or not").hasStatus(503).doesNotContainHeader(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void sendsReadersToAReplicaThatIsNotLate() {
        see(Declared.replica("uranus", 4_000L, true, now));

        assertThat(mvc.get().uri(REPLICA)).hasStatusOk();
        assertThat(mvc.get().uri(REPLICA + "?maxLag=5s")).hasStatusOk();
        assertThat(mvc.get().uri(REPLICA + "?maxLag=4")).hasStatusOk();
        assertThat(mvc.get().uri(REPLICA + "?maxLag=3999ms")).hasStatus(503);
        assertThat(mvc.get().uri(REPLICA + "?maxLag=soon")).hasStatus(400);
        assertThat(mvc.get().uri("/health/clusters/shop/hosts/uranus/source")).hasStatus(503);
    }

    @Test
    void sendsNoReaderToAReplicaThatStoppedOrWhoseLagIsUnknown() {
        see(Declared.replica("uranus", null, true, now));
        assertThat(mvc.get().uri(REPLICA)).hasStatus(503);
        see(Declared.replica("uranus", 0L, false, now));
        assertThat(mvc.get().uri(REPLICA)).hasStatus(503);
        see(Declared.source("uranus", true, true, now));
        assertThat(mvc.get().uri(REPLICA)).as("the source is no replica").hasStatus(503);
    }

    private void see(HostState state) {
        when(monitor.cluster("shop")).thenReturn(Declared.cluster("shop", Health.HEALTHY, state));
    }
}
