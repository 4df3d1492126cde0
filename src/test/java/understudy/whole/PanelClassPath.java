package understudy.whole;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.operation.FaultPoint;

/**
 * What a panel process of a test is made of: the product's classes and none of the tests', or its scan would find their doubles.
 * Only a panel that is to die at a fault point gets the few classes that kill it.
 */
final class PanelClassPath {

    private static final String TEST_CLASSES = File.separator + "test-classes";
    private static final List<String> FAULTS = List.of("KillablePanel", "FaultPoint", "HaltingStore");

    private PanelClassPath() {
    }

    static List<String> commandFor(List<String> jvmOptions, Path faultClasses) throws IOException {
        boolean dies = jvmOptions.stream().anyMatch(option -> option.startsWith("-D" + FaultPoint.PROPERTY));
        if (!dies) {
            return List.of("-cp", product(), "understudy.UnderstudyApplication");
        }
        copyFaultClasses(faultClasses.resolve("understudy/operation"));
        return List.of("-cp", faultClasses + File.pathSeparator + product(), "understudy.operation.KillablePanel");
    }

    private static String product() {
        return entries().filter(entry -> !entry.endsWith(TEST_CLASSES)).collect(Collectors.joining(File.pathSeparator));
    }

    private static void copyFaultClasses(Path to) throws IOException {
        Files.createDirectories(to);
        Path from = Path.of(entries().filter(entry -> entry.endsWith(TEST_CLASSES)).findFirst().orElseThrow(),
                "understudy", "operation");
        try (Stream<Path> classes = Files.list(from)) {
            for (Path file : classes.filter(PanelClassPath::kills).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean kills(Path file) {
        return FAULTS.stream().anyMatch(name -> file.getFileName().toString().startsWith(name));
    }

    private static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }
}
