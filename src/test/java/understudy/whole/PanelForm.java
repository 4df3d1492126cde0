package understudy.whole;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a panel process is made of. */
sealed interface PanelForm {

    /** What follows {@code java} on its command line. */
    List<String> arguments(List<String> jvmOptions) throws IOException;

    /**
     * As the build left it: the product's classes and none of the tests', or its scan would find their doubles. Only a panel that
     * is to die or to be cut off gets the few classes that do it.
     *
     * @param faultClasses where those few are put
     */
    record Built(Path faultClasses) implements PanelForm {

        private static final String TEST_CLASSES = File.separator + "test-classes";
        private static final String FAULT = "-Dunderstudy.test.";
        private static final List<String> FAULTS = List.of("KillablePanel", "FaultPoint", "HaltingStore", "Cut");

        @Override
        public List<String> arguments(List<String> jvmOptions) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED"));
            arguments.addAll(jvmOptions);
            boolean dies = jvmOptions.stream().anyMatch(option -> option.startsWith(FAULT));
            if (dies) {
                copyFaultClasses(faultClasses.resolve("understudy/operation"));
            }
            arguments.addAll(dies
                    ? List.of("-cp", faultClasses + File.pathSeparator + product(), "understudy.operation.KillablePanel")
                    : List.of("-cp", product(), "understudy.UnderstudyApplication"));
            return arguments;
        }

        private static String product() {
            return entries().filter(entry -> !entry.endsWith(TEST_CLASSES)).collect(Collectors.joining(File.pathSeparator));
        }

        private static void copyFaultClasses(Path to) throws IOException {
            Files.createDirectories(to);
            Path from = Path.of(entries().filter(entry -> entry.endsWith(TEST_CLASSES)).findFirst().orElseThrow(),
                    "understudy", "operation");
            try (Stream<Path> classes = Files.list(from)) {
                for (Path file : classes.filter(Built::kills).toList()) {
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

    /**
     * As the README installs it: the jar unpacked, the options of the systemd unit.
     *
     * @param home where it is unpacked; the class archive lies there too
     */
    record Installed(Path home) implements PanelForm {

        /** Unpacks the jar that {@code ./mvnw package} made. */
        static Installed unpack(Path home) throws IOException, InterruptedException {
            Process unpacking = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djarmode=tools", "-jar", "target/understudy.jar", "extract", "--destination", home.toString())
                    .inheritIO().start();
            if (unpacking.waitFor() != 0) {
                throw new IllegalStateException("the jar could not be unpacked; was it built?");
            }
            return new Installed(home);
        }

        @Override
        public List<String> arguments(List<String> jvmOptions) throws IOException {
            String start = Files.readAllLines(Path.of("docs/understudy.service")).stream()
                    .filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
            List<String> arguments = new ArrayList<>(Arrays.stream(start.split(" ")).skip(1)
                    .map(word -> word.replace("/var/lib/understudy", home.toString()).replace("/opt/understudy", home.toString()))
                    .toList());
            arguments.addAll(0, jvmOptions);
            return arguments;
        }
    }
}
