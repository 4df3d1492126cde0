package understudy.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command on its own channel. It has begun when this is handed out, so that sudo's refusals come at once and not later. */
final class SshdCommand implements RunningCommand {

    private static final Logger log = LoggerFactory.getLogger(SshdCommand.class);

    /** Ends a job on the host that still runs. */
    interface Ender {
        void end(String job, boolean asRoot);
    }

    private final SshTarget host;
    private final RemoteCommand<?> command;
    private final ChannelExec channel;
    private final ErrorOutput errors;
    private final Ender ender;
    private final CountDownLatch ended = new CountDownLatch(1);

    SshdCommand(SshTarget host, RemoteCommand<?> command, ChannelExec channel, ErrorOutput errors, Ender ender) {
        this.host = host;
        this.command = command;
        this.channel = channel;
        this.errors = errors;
        this.ender = ender;
        channel.addCloseFutureListener(closed -> {
            errors.end();
            ended.countDown();
        });
    }

    /** Waits until the job runs on the host, and answers sudo's question. */
    void begin(Duration limit) {
        try {
            for (var heard = errors.listen(limit); heard != ErrorOutput.Heard.JOB_RUNS; heard = errors.listen(limit)) {
                switch (heard) {
                    case SUDO_ASKS -> answerSudo();
                    case ENDED -> throw neverBegan();
                    default -> throw new CommandTimedOut(SshFindings.timedOut(host, command, limit));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandTimedOut(SshFindings.interrupted(host, command), e);
        } catch (IOException e) {
            throw new HostUnreachable(SshFindings.sessionLost(host, "a command began"), e);
        }
    }

    /** Writes the command's own input. What can't be written was not wanted: the command ended, and its status says how. */
    void feed(boolean closeAfterwards) {
        try {
            stdin().write(command.stdin());
            stdin().flush();
            if (closeAfterwards) {
                stdin().close();
            }
        } catch (IOException e) {
            log.debug("{} took no input on {}: {}", command.pipe().getFirst().getFirst(), host, e.toString());
        }
    }

    @Override
    public OutputStream stdin() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream stdout() {
        return channel.getInvertedOut();
    }

    @Override
    public CommandOutput await(Duration limit) {
        closeInput();
        CommandOutput output = finish(limit);
        if (output.exitStatus() != 0) {
            throw failed(output);
        }
        return output;
    }

    /** Waits for the end, whatever its status; the answer has no standard output. */
    CommandOutput finish(Duration limit) {
        try {
            if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new CommandTimedOut(SshFindings.timedOut(host, command, limit));
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CommandTimedOut(SshFindings.interrupted(host, command), e);
        }
        return output();
    }

    private CommandOutput output() {
        Integer status = channel.getExitStatus();
        if (status == null && channel.getExitSignal() == null) {
            throw new HostUnreachable(SshFindings.sessionLost(host, "a command ran"));
        }
        return new CommandOutput(status == null ? 255 : status, "", errors.text(secrets()));
    }

    CommandFailed failed(CommandOutput output) {
        return new CommandFailed(
                SshFindings.failed(host, command, output.exitStatus(), output.stderr()),
                output.exitStatus(), command.printed(), output.stderr());
    }

    @Override
    public void close() {
        String job = errors.job();
        if (ended.getCount() > 0 && job != null) {
            ender.end(job, command.asRoot());
        }
        channel.close(false); // not at once: sshd must hear of it, or a waiting sudo stays there
    }

    private void closeInput() {
        try {
            stdin().close();
        } catch (IOException e) {
            log.debug("input of a command on {} was closed already: {}", host, e.toString());
        }
    }

    private void answerSudo() throws IOException {
        String password = host.sudoPassword();
        if (password == null || errors.questions() > 1) {
            throw new CommandFailed(SshFindings.sudoPasswordWrong(host), 1, command.printed(), "");
        }
        stdin().write((password + "\n").getBytes(StandardCharsets.UTF_8));
        stdin().flush();
    }

    private RuntimeException neverBegan() {
        Integer status = channel.getExitStatus();
        if (status == null) {
            return new HostUnreachable(SshFindings.sessionLost(host, "a command began"));
        }
        String said = errors.text(secrets());
        var finding = command.asRoot() ? SshFindings.sudoRefused(host, said)
                : SshFindings.shellRefused(host, said);
        return new CommandFailed(finding, status, command.printed(), said);
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(command.secrets());
        String password = host.sudoPassword();
        if (password != null) {
            secrets.add(password);
        }
        return secrets;
    }
}
