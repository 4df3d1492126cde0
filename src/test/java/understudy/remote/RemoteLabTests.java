package understudy.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.finding.Problem;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabHostSpec.Sudo;
import understudy.lab.LabImage;

/** Commands, files and tunnels on real hosts, and every way in which they are refused. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path data;

    private Lab lab;
    private SshdSsh ssh;
    private HostConnection mercury;

    @BeforeAll
    void start() {
        ssh = new SshdSsh(SshSettings.DEFAULTS, data);
        lab = Lab.start(bare("mercury", Sudo.NOPASSWD), bare("mars", Sudo.PASSWORD), bare("venus", Sudo.NONE),
                LabHostSpec.host("pluto").image(LabImage.BARE));
        mercury = connect("mercury", null);
    }

    @AfterAll
    void stop() {
        ssh.close();
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "it's", "\"double\"", "$HOME `id` $(id)", "two\nlines\n", "Größe 数据", "-n", "a\\b", "*"})
    void givesEachWordToTheHostUnharmed(String word) {
        assertThat(mercury.run(RemoteCommand.of("printf", "%s", word))).isEqualTo(word);
        assertThat(mercury.run(RemoteCommand.of("printf", "%s", word).asRootUser())).isEqualTo(word);
        assertThat(mercury.run(RemoteCommand.of("printenv", "-0", "WORD").withEnvironment("WORD=" + word))).isEqualTo(word + "\0");
        assertThat(mercury.run(RemoteCommand.of("cat").withStdin(word).asRootUser())).isEqualTo(word);
    }

    @Test
    void runsUnderPlainSettingsWithTheSystemsTools() {
        assertThat(mercury.run(RemoteCommand.of("printenv", "LC_ALL", "PATH"))).startsWith("C\n").contains("/usr/sbin");
        assertThat(mercury.run(RemoteCommand.of("whoami"))).isEqualTo("deploy\n");
        assertThat(mercury.run(RemoteCommand.of("whoami").asRootUser())).isEqualTo("root\n");
    }

    @Test
    void saysWhatACommandThatFailedSaidWithoutItsSecrets() {
        var failing = RemoteCommand.of("bash", "-c", "cat >&2; exit 7").withStdin("the word is s3cret").masking("s3cret");

        assertThatExceptionOfType(CommandFailed.class).isThrownBy(() -> mercury.run(failing)).satisfies(failed -> {
            assertThat(failed.exitStatus()).isEqualTo(7);
            assertThat(failed.stderr()).isEqualTo("the word is ***");
            assertThat(failed.finding().message()).contains("status 7", "***").doesNotContain("s3cret");
        });
        assertThat(mercury.run(failing.accepting(7).answering(CommandOutput::exitStatus))).isEqualTo(7);
    }

    @Test
    void failsAsAWholeWhenAnyPartOfAPipeFails() {
        var first = RemoteCommand.pipe(List.of(List.of("false"), List.of("cat")));
        var both = RemoteCommand.pipe(List.of(List.of("echo", "hello"), List.of("gzip"), List.of("gunzip")));

        assertThatThrownBy(() -> mercury.run(first)).isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> mercury.run(first.asRootUser())).isInstanceOf(CommandFailed.class);
        assertThat(mercury.run(both)).isEqualTo("hello\n");
        assertThat(mercury.run(both.asRootUser())).isEqualTo("hello\n");
    }

    @Test
    void endsWhatTakesTooLongOnTheHostToo() {
        for (var command : List.of(sleeping("4711"), sleeping("4712").asRootUser())) {
            assertThatThrownBy(() -> mercury.run(command.within(Duration.ofSeconds(1)))).isInstanceOf(CommandTimedOut.class);
        }
        assertThat(lab.host("mercury").tryExec("pgrep -f 'sleep 471[12]'").getStdout()).isEmpty();
    }

    @Test
    void endsOnCloseWhatStillRuns() {
        try (RunningCommand running = mercury.start(sleeping("4713").asRootUser())) {
            await("sleep 4713", true);
        }
        await("sleep 4713", false);
    }

    @Test
    void endsWhatRunsWhenTheSessionIsLostExceptWhatMustGoOn() {
        try (HostConnection other = connect("mercury", null)) {
            RunningCommand ending = other.start(sleeping("4714").asRootUser());
            RunningCommand staying = other.start(RemoteCommand.of("bash", "-c", "for i in 1 2 3; do echo $i; sleep 1; done; touch /tmp/whole")
                    .survivingDrop());
            lab.host("mercury").exec("pkill -9 -f '^sshd(-session)?: deploy@notty' || true");

            assertThatThrownBy(() -> ending.await(PATIENCE)).isInstanceOf(HostUnreachable.class);
            assertThatThrownBy(() -> staying.await(PATIENCE)).isInstanceOf(HostUnreachable.class);
            await("sleep 4714", false);
            Awaitility.await().atMost(PATIENCE).until(() -> lab.host("mercury").tryExec("test -e /tmp/whole").getExitCode() == 0);
        } finally {
            mercury = connect("mercury", null);
        }
    }

    @Test
    void givesTheOutputOfWhatSurvivesADrop() {
        var command = RemoteCommand.of("bash", "-c", "cat; echo aside >&2").withStdin("said").survivingDrop().answering(output -> output);

        assertThat(mercury.run(command)).isEqualTo(new CommandOutput(0, "said", "aside\n"));
    }

    @Test
    void streamsMoreThanFitsIntoMemoryBothWays() throws Exception {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (RunningCommand counting = mercury.start(RemoteCommand.of("wc", "-c")); var out = counting.stdin()) {
            for (int i = 0; i < 40; i++) {
                out.write(block);
            }
            out.close();
            assertThat(new String(counting.stdout().readAllBytes(), StandardCharsets.UTF_8).strip()).isEqualTo("41943040");
            assertThat(counting.await(PATIENCE).exitStatus()).isZero();
        }
        try (RunningCommand pouring = mercury.start(RemoteCommand.of("head", "-c", "41943040", "/dev/zero").asRootUser())) {
            Thread.sleep(500); // so that all of it waits here or is held back there before the first read
            assertThat(pouring.stdout().readAllBytes()).hasSize(41943040);
            assertThat(pouring.await(PATIENCE).exitStatus()).isZero();
        }
    }

    @Test
    void runsMoreCommandsAtOnceThanSshdAllows() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 30).mapToObj(i -> threads.submit(
                    () -> mercury.run(RemoteCommand.of("bash", "-c", "sleep 0.3; echo " + i)).strip())).toList();
            for (int i = 0; i < 30; i++) {
                assertThat(answers.get(i).get()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void becomesRootWithAPasswordThatNeverShows() {
        try (HostConnection mars = connect("mars", "deploy")) {
            assertThat(mars.run(RemoteCommand.of("cat").withStdin("mine").asRootUser())).isEqualTo("mine");
            assertThat(mars.run(RemoteCommand.of("bash", "-c", "ps -ef; cat /proc/*/environ | tr '\\0' '\\n'").asRootUser())
                    .lines().filter(line -> line.contains("PASSWORD=") || line.contains("sudo -S") && line.contains("deploy -"))).isEmpty();
            assertThatThrownBy(() -> mars.run(sleeping("4715").asRootUser().within(Duration.ofSeconds(1)))).isInstanceOf(CommandTimedOut.class);
        }
        assertThat(lab.host("mars").tryExec("pgrep -f 'sleep 4715'").getStdout()).isEmpty();
    }

    @Test
    void namesWhySudoRefuses() {
        try (HostConnection without = connect("mars", null); HostConnection wrong = connect("mars", "it's `wrong`");
                HostConnection never = connect("venus", null); HostConnection neverWithPassword = connect("venus", "deploy")) {
            assertRefused("SudoRefused", without);
            assertRefused("SudoPasswordWrong", wrong);
            assertRefused("SudoRefused", never);
            assertRefused("SudoRefused", neverWithPassword);
            assertThat(never.run(RemoteCommand.of("whoami"))).isEqualTo("deploy\n");
        }
    }

    @Test
    void connectsOnlyToThePinnedKeyWhicheverOneThatIs() {
        LabHost host = lab.host("mercury");
        for (String kind : List.of("rsa", "ecdsa", "ed25519")) {
            String[] printed = host.exec("ssh-keygen -lf /etc/ssh/ssh_host_" + kind + "_key.pub").split(" ");
            String algorithm = host.exec("cut -d' ' -f1 /etc/ssh/ssh_host_" + kind + "_key.pub");
            try (HostConnection pinned = ssh.connect(target("mercury", new HostKey(algorithm, printed[1]), null, "deploy"), PATIENCE)) {
                assertThat(pinned.run(RemoteCommand.of("echo", kind))).isEqualTo(kind + "\n");
            }
        }
        var foreign = target("mercury", new HostKey("ssh-ed25519", "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), null, "deploy");
        assertThatExceptionOfType(HostKeyChanged.class).isThrownBy(() -> ssh.connect(foreign, PATIENCE))
                .satisfies(changed -> assertThat(changed.finding().evidence()).containsEntry("offered", key("mercury").fingerprint()));
        assertThatThrownBy(() -> ssh.installPanelKey(foreign, "deploy", PATIENCE)).isInstanceOf(HostKeyChanged.class);
    }

    @Test
    void saysHowToInstallTheKeyWhereItIsRefusedAndInstallsItWithAPassword() {
        SshTarget pluto = target("pluto", key("pluto"), null, "deploy");
        assertThatExceptionOfType(LoginRefused.class).isThrownBy(() -> ssh.connect(pluto, PATIENCE))
                .satisfies(refused -> assertThat(refused.finding().hint()).contains(ssh.publicKey(), "authorized_keys"));
        assertThatThrownBy(() -> ssh.connect(target("mercury", key("mercury"), null, "nobody's $user"), PATIENCE))
                .isInstanceOf(LoginRefused.class);
        assertThatThrownBy(() -> ssh.installPanelKey(pluto, "wrong", PATIENCE)).isInstanceOf(LoginRefused.class);

        lab.host("pluto").exec("mkdir -p ~deploy/.ssh; printf 'ssh-rsa AAAA other' > ~deploy/.ssh/authorized_keys; chown -R deploy ~deploy/.ssh");
        ssh.installPanelKey(pluto, "deploy", PATIENCE);
        ssh.installPanelKey(pluto, "deploy", PATIENCE);

        assertThat(lab.host("pluto").exec("cat ~deploy/.ssh/authorized_keys")).isEqualTo("ssh-rsa AAAA other\n" + ssh.publicKey());
        try (HostConnection open = ssh.connect(pluto, PATIENCE)) {
            assertThat(open.isOpen()).isTrue();
        }
    }

    @Test
    void saysWhyAHostCantBeReached() {
        assertThatThrownBy(() -> ssh.offeredKey(lab.host("mercury").address(), 1, PATIENCE))
                .isInstanceOf(HostUnreachable.class).hasMessageContaining("nothing listens there");
        assertThatThrownBy(() -> ssh.offeredKey("no-such-host.invalid", 22, PATIENCE))
                .isInstanceOf(HostUnreachable.class).hasMessageContaining("no machine of this name");
        lab.host("venus").pause();
        try {
            assertThatThrownBy(() -> ssh.offeredKey(lab.host("venus").address(), 22, Duration.ofSeconds(1)))
                    .isInstanceOf(HostUnreachable.class).hasMessageContaining("no answer in time");
        } finally {
            lab.host("venus").unpause();
        }
    }

    @Test
    void noticesThatAHostFellSilent() {
        try (HostConnection venus = connect("venus", null)) {
            lab.host("venus").pause();
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> !venus.isOpen());
                assertThatThrownBy(() -> venus.run(RemoteCommand.of("true"))).isInstanceOf(HostUnreachable.class);
            } finally {
                lab.host("venus").unpause();
            }
        }
    }

    @Test
    void tunnelsToAPortOfTheHostsLoopback() throws Exception {
        try (var socket = mercury.tunnel("127.0.0.1", 22, PATIENCE)) {
            assertThat(new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII)).isEqualTo("SSH-2.0-");
        }
        assertThatThrownBy(() -> mercury.tunnel("127.0.0.1", 1, PATIENCE)).isInstanceOf(IOException.class);
    }

    @Test
    void endsATunnelsStreamWhenTheFarEndCloses() throws Exception {
        try (var socket = mercury.tunnel("127.0.0.1", 22, PATIENCE)) {
            CountDownLatch ended = new CountDownLatch(1);
            ((Tunnel) socket).whenEnded(ended::countDown);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write("no SSH\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().readAllBytes()).startsWith("SSH-2.0-".getBytes(StandardCharsets.US_ASCII));
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("told of its end").isTrue();
        }
    }

    @Test
    void failsAsARealSocketWhenNothingComesInTime() throws Exception {
        try (var socket = mercury.tunnel("127.0.0.1", 22, PATIENCE)) {
            socket.getInputStream().readNBytes(8);
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's a $HOME `file`", "line\nfeed\n", "Größe"})
    void replacesAFileBehindItsLinksAndKeepsOwnerAndMode(String name) {
        String directory = mercury.run(RemoteCommand.of("mktemp", "-d")).strip();
        String file = directory + "/" + name;
        String link = directory + "/link";
        byte[] content = {'a', '\n', (byte) 0xe4, 0, 'z'};
        assertThat(mercury.run(RemoteFiles.read(file))).isEmpty();
        assertThat(mercury.run(RemoteFiles.stat(file))).isEmpty();
        mercury.run(RemoteFiles.write(file, "old".getBytes(StandardCharsets.UTF_8), "600"));
        mercury.run(RemoteCommand.of("ln", "-s", "--", file, link));
        mercury.run(RemoteCommand.of("chown", "games:mail", "--", file).asRootUser());
        mercury.run(RemoteCommand.of("chmod", "640", "--", file).asRootUser());

        mercury.run(RemoteFiles.copy(link, file + ".bak"));
        mercury.run(RemoteFiles.write(link, content, "600"));
        mercury.run(RemoteFiles.copy(link, file + ".bak"));

        assertThat(mercury.run(RemoteFiles.read(link))).hasValueSatisfying(read -> assertThat(read).isEqualTo(content));
        assertThat(mercury.run(RemoteFiles.stat(link))).contains(new RemoteFile(file, 5, "games", "mail", "640"));
        assertThat(mercury.run(RemoteFiles.read(file + ".bak"))).hasValueSatisfying(read -> assertThat(read).asString().isEqualTo("old"));
        mercury.run(RemoteFiles.remove(file + ".bak"));
        assertThat(mercury.run(RemoteCommand.of("ls", "-A", directory).asRootUser())).doesNotContain("bak", "understudy");
    }

    @Test
    void leavesAFileAloneWhenTheNewContentDoesntArriveWhole() {
        mercury.run(RemoteFiles.write("/tmp/kept", "old".getBytes(StandardCharsets.UTF_8), "644"));
        var half = RemoteFiles.write("/tmp/kept", "the whole new".getBytes(StandardCharsets.UTF_8), "644").withStdin("the whole");

        assertThatThrownBy(() -> mercury.run(half)).isInstanceOf(CommandFailed.class).hasMessageContaining("did not arrive whole");
        assertThat(mercury.run(RemoteCommand.of("bash", "-c", "cat /tmp/kept; ls /tmp/kept.*; true"))).isEqualTo("old");
    }

    private void assertRefused(String code, HostConnection host) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> host.run(RemoteCommand.of("cat").withStdin("x").asRootUser()))
                .satisfies(problem -> assertThat(problem.finding().code()).isEqualTo(code))
                .satisfies(problem -> assertThat(problem.finding().message()).doesNotContain("wrong`"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> host.start(RemoteCommand.of("cat").asRootUser()))
                .satisfies(problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }

    private void await(String process, boolean running) {
        Awaitility.await().atMost(PATIENCE).until(
                () -> lab.host("mercury").tryExec("pgrep -fx '" + process + "'").getExitCode() == (running ? 0 : 1));
    }

    private static RemoteCommand<String> sleeping(String seconds) {
        return RemoteCommand.pipe(List.of(List.of("sleep", seconds), List.of("cat")));
    }

    private LabHostSpec bare(String name, Sudo sudo) {
        return LabHostSpec.host(name).image(LabImage.BARE).sudo(sudo).authorised(ssh.publicKey());
    }

    private HostKey key(String name) {
        return ssh.offeredKey(lab.host(name).address(), lab.host(name).sshPort(), PATIENCE);
    }

    private HostConnection connect(String name, @Nullable String sudoPassword) {
        return ssh.connect(target(name, key(name), sudoPassword, "deploy"), PATIENCE);
    }

    private SshTarget target(String name, HostKey key, @Nullable String sudoPassword, String user) {
        LabHost host = lab.host(name);
        return new SshTarget(name, host.address(), host.sshPort(), user, key, sudoPassword);
    }
}
