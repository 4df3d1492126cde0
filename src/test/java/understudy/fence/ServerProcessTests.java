package understudy.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerProcessTests {

    @Test
    void tellsAFrozenProcessFromOneThatRuns() {
        assertThat(ServerProcess.read("4711 T").frozen()).isTrue();
        assertThat(ServerProcess.read("4711 S").frozen()).isFalse();
        assertThat(ServerProcess.read("4711 D").frozen()).isFalse();
    }

    @Test
    void takesNoProcessForAProofOnlyWhenTheAnswerIsWhole() {
        assertThat(ServerProcess.processes("end\n")).isEmpty();
        assertThat(ServerProcess.processes("12 S\n13 T\nend\n")).hasSize(2);
        assertThatThrownBy(() -> ServerProcess.processes("")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ServerProcess.processes("12 S\n")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsExactlyThisProcess() {
        assertThat(ServerProcess.read("4711 S").kill().pipe().getFirst()).containsExactly("kill", "-KILL", "4711");
    }
}
