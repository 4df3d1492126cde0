package understudy.remote;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;

/** One session of Apache MINA SSHD. */
final class SshdHostConnection implements HostConnection {

    private static final Logger log = LoggerFactory.getLogger(SshdHostConnection.class);
    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration TO_BEGIN = Duration.ofSeconds(20);
    private static final Duration FULL_PAUSE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** For commands that may run long; what ends them is their caller, or the end of the session. */
    private static final Duration LONG = Duration.ofDays(2);

    private final SshTarget target;
    private final ClientSession session;
    private final Semaphore commands;

    SshdHostConnection(SshTarget target, ClientSession session, int commandsAtOnce) {
        this.target = target;
        this.session = session;
        this.commands = new Semaphore(commandsAtOnce, true);
    }

    @Override
    public <R> R run(RemoteCommand<R> command) {
        KeptOutput stdout = new KeptOutput();
        long begun = System.nanoTime();
        try (SshdCommand running = openInTurn(command, stdout, command.timeout().plus(GRACE))) {
            Thread.startVirtualThread(() -> running.feed(true));
            Duration left = command.timeout().minusNanos(System.nanoTime() - begun);
            CommandOutput ended = running.finish(left);
            if (!stdout.complete()) {
                throw new CommandFailed(SshFindings.tooMuch(target, command), ended.exitStatus(), command.printed(), "");
            }
            CommandOutput output = new CommandOutput(ended.exitStatus(), stdout.text(), ended.stderr());
            if (!command.accepts().contains(output.exitStatus())) {
                throw running.failed(output);
            }
            return command.read().apply(output);
        }
    }

    @Override
    public RunningCommand start(RemoteCommand<?> command) {
        SshdCommand running = openInTurn(command, null, LONG);
        running.feed(false);
        return running;
    }

    @Override
    public Socket tunnel(String address, int port, Duration timeout) throws IOException {
        return ChannelSocket.open(session, address, port, timeout);
    }

    @Override
    public boolean isOpen() {
        return session.isOpen() && session.isAuthenticated();
    }

    @Override
    public void close() {
        session.close(true);
    }

    /** Waits for a free place among the session's commands and opens the command there. */
    private SshdCommand openInTurn(RemoteCommand<?> command, @Nullable KeptOutput stdout, Duration limitOnHost) {
        try {
            if (!commands.tryAcquire(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandTimedOut(SshFindings.timedOut(target, command, command.timeout()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandTimedOut(SshFindings.interrupted(target, command), e);
        }
        return open(command, stdout, limitOnHost, this::end, commands::release);
    }

    private SshdCommand open(RemoteCommand<?> command, @Nullable KeptOutput stdout, Duration limitOnHost,
            SshdCommand.Ender ender, Runnable whenClosed) {
        ErrorOutput errors = new ErrorOutput();
        String line = RemoteScript.line(command, target.user(), target.sudoPassword(), limitOnHost);
        ChannelExec channel;
        try {
            channel = channel(line, errors, stdout);
        } catch (IOException | IllegalStateException e) {
            whenClosed.run();
            throw new HostUnreachable(SshFindings.sessionLost(target, "a command was to begin"), e);
        }
        channel.addCloseFutureListener(closed -> whenClosed.run());
        SshdCommand running = new SshdCommand(target, command, channel, errors, ender);
        try {
            running.begin(TO_BEGIN);
            return running;
        } catch (Problem e) {
            running.close();
            throw e;
        }
    }

    /** Opens a channel; where sshd has no free place just now (it may allow fewer than usual), tries again for a while. */
    private ChannelExec channel(String line, ErrorOutput errors, @Nullable KeptOutput stdout) throws IOException {
        long begun = System.nanoTime();
        while (true) {
            ChannelExec channel = session.createExecChannel(line, StandardCharsets.UTF_8, null, Map.of());
            channel.setErr(errors);
            // a client that works long on one statement reads nothing meanwhile; the library would end it after 30 s
            CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, LONG);
            if (stdout != null) {
                channel.setOut(stdout);
            }
            try {
                channel.open().verify(TO_OPEN);
                return channel;
            } catch (IOException e) {
                channel.close(true);
                if (!isOpen() || !(SshFindings.root(e) instanceof SshChannelOpenException)
                        || System.nanoTime() - begun > TO_OPEN.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(FULL_PAUSE.toNanos());
            }
        }
    }

    /** Ends a job on the host, so that nothing goes on there that nobody waits for. */
    private void end(String job, boolean asRoot) {
        if (!isOpen()) {
            return; // the job's own watcher on the host ends it
        }
        RemoteCommand<String> end = RemoteScript.end(job, asRoot);
        KeptOutput nothing = new KeptOutput();
        try (SshdCommand ending = open(end, nothing, end.timeout(), (alsoJob, root) -> { }, () -> { })) {
            ending.finish(end.timeout());
        } catch (Problem e) {
            log.warn("a command on {} couldn't be ended and goes on to its time limit: {}", target, e.getMessage());
        }
    }
}
