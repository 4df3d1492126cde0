package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.finding.Problem;
import understudy.rails.SourceAddress;
import understudy.reach.Reach;
import understudy.remote.LocalProgram;

/** The danger: a program of somebody else's runs with the panel's rights, or a talkative one fills the journal. */
class HookLegTests {

    @TempDir
    private Path directory;

    private Path program(String where, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(where), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private HookLeg leg(Path program) {
        return new HookLeg(new Route.Hook("gate", program.toString(), null, 10_000), new RouteMove("shop", "mercury", "uranus", List.of()),
                new SourceAddress("192.168.178.66", 3306), mock(Reach.class), new RoutingSettings(directory.resolve("hooks")));
    }

    @Test
    void runsNoProgramThatBecameALinkToAnotherSinceItWasDeclared() throws IOException {
        Files.createDirectory(directory.resolve("hooks"));
        Path hook = program("hooks/gate", "exit 0");
        assertThat(leg(hook).look()).isInstanceOf(Leg.Standing.There.class);

        Path trace = directory.resolve("trace");
        Path other = program("other", "touch " + trace);
        Files.delete(hook);
        Files.createSymbolicLink(hook, other);

        assertThatThrownBy(() -> leg(hook).look()).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo("HookElsewhere"));
        assertThat(trace).doesNotExist();
    }

    @Test
    void keepsTheBeginningOfWhatAProgramOnAHostSaysAndItsStatus() throws Exception {
        Path talkative = program("talkative", "echo first; echo second >&2; yes | head -c 3000000; exit 3");

        LocalProgram.End end = Here.run(HookLeg.calling(List.of(talkative.toString(), "switch")));

        assertThat(end.status()).isEqualTo(3);
        assertThat(end.output()).startsWith("first\nsecond\n").hasSize(8_000);
    }

    @Test
    void givesAProgramItsArgumentsAsTheyAre() throws Exception {
        Path echo = program("echo", "for word in \"$@\"; do echo \"[$word]\"; done");

        assertThat(Here.run(HookLeg.calling(List.of(echo.toString(), "a b", "$HOME", "'"))).output()).isEqualTo("[a b]\n[$HOME]\n[']\n");
    }
}
