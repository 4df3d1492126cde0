package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The danger: a panel killed at 3 a.m. that after its restart does something twice, or believes that it was done. A real JVM dies
 * without any clean-up between two writes and in the middle of an act; the next panel must bring the world to the right end, with
 * each effect there exactly once.
 */
class KillTests {

    @TempDir
    private Path directory;

    static Stream<String> forward() {
        return Stream.of("announce", "close", "open", "follow")
                .flatMap(step -> Stream.of(step + ":about-to", step + ":during+60ms", step + ":before-ended"));
    }

    @ParameterizedTest
    @MethodSource("forward")
    void reachesTheEndAfterDyingAt(String point) throws Exception {
        dies(point, false);

        TestPanel next = panel(directory, false, Optional.empty());
        next.engine.takeOver();

        OperationView ended = next.awaits(only(next), OperationStatus.SUCCEEDED);
        assertThat(ended.steps()).extracting(OperationView.StepView::state).containsOnly(StepStatus.DONE);
        assertThat(world().happened()).containsExactly("do half announce", "do announce", "do half close", "do close",
                "do half open", "do open", "do half follow", "do follow");
    }

    static Stream<String> backward() {
        return Stream.of("announce", "close", "open").flatMap(step ->
                Stream.of(step + ":undo-about-to", step + ":undo-during+60ms", step + ":undo-before-ended"));
    }

    @ParameterizedTest
    @MethodSource("backward")
    void takesEverythingBackAfterDyingAt(String point) throws Exception {
        dies(point, true);

        TestPanel next = panel(directory, true, Optional.empty());
        next.engine.takeOver();

        OperationView ended = next.awaits(only(next), OperationStatus.ROLLED_BACK);
        assertThat(ended.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.UNDONE, StepStatus.UNDONE, StepStatus.UNDONE, StepStatus.PENDING);
        assertThat(world().happened()).containsExactly("do half announce", "do announce", "do half close", "do close",
                "do half open", "undo half open", "undo close", "undo half close", "undo announce", "undo half announce");
    }

    private FileWorld world() {
        return new FileWorld(directory.resolve("world.txt"));
    }

    private static String only(TestPanel panel) {
        return panel.operations.list(null, null, 10).getFirst().id();
    }

    private void dies(String point, boolean failing) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-D" + FaultPoint.PROPERTY + "=" + point,
                "-cp", System.getProperty("java.class.path"), KillTests.class.getName(), directory.toString(), "" + failing)
                .redirectErrorStream(true).redirectOutput(directory.resolve("child.log").toFile()).start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(directory.resolve("child.log"))).isEqualTo(137);
    }

    private static TestPanel panel(Path directory, boolean failing, Optional<FaultPoint> point) {
        List<ScriptedStep> steps = new FileWorld(directory.resolve("world.txt")).steps(failing);
        TestPanel.Stores stores = point.<TestPanel.Stores>map(at -> (db, transaction, rows, leases, journal) ->
                new HaltingStore(db, transaction, rows, leases, journal, at)).orElse(OperationStore::new);
        return new TestPanel(directory.resolve("panel.db"), steps, TestPanel.QUICK, stores).pointOfNoReturn("open").rollingBack();
    }

    /** The child that dies. */
    public static void main(String[] args) {
        TestPanel panel = panel(Path.of(args[0]), Boolean.parseBoolean(args[1]), Optional.ofNullable(FaultPoint.ofThisJvm()));
        panel.runsTo(Boolean.parseBoolean(args[1]) ? OperationStatus.ROLLED_BACK : OperationStatus.SUCCEEDED);
    }
}
