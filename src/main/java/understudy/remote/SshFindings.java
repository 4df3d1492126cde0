package understudy.remote;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import understudy.finding.Finding;

/** What can go wrong on the way to a host and on it, in words for the admin. */
final class SshFindings {

    private SshFindings() {
    }

    static Finding unreachable(SshTarget target, String why) {
        return unreachable(target.name(), target.address(), target.port(), why);
    }

    static Finding unreachable(String host, String address, int port, String why) {
        return Finding.blocker("HostUnreachable", host, "No SSH session with %s at %s, port %d: %s."
                .formatted(host, address, port, why),
                "Check that the machine runs, that the address and port are right, and that no firewall is between.");
    }

    static Finding sessionLost(SshTarget target, String while_) {
        return Finding.blocker("HostUnreachable", target.name(),
                "The SSH session with %s was lost while %s.".formatted(target.name(), while_),
                "Check that the machine runs and that the network holds; the panel connects again by itself.");
    }

    static Finding keyChanged(SshTarget target, HostKey offered) {
        return Finding.blocker("HostKeyChanged", target.name(),
                "%s offers another host key than the one you trusted: %s (%s) instead of %s (%s). Nothing was sent to it."
                        .formatted(target.name(), offered.fingerprint(), offered.algorithm(),
                                target.trustedKey().fingerprint(), target.trustedKey().algorithm()),
                "If the machine was installed anew, compare the fingerprint on its console and trust the new key; if not, "
                        + "somebody may sit between.")
                .fixedBy("trust-host-key")
                .with(Map.of("offered", offered.fingerprint(), "trusted", target.trustedKey().fingerprint()));
    }

    static Finding loginRefused(SshTarget target, String publicKey) {
        return Finding.blocker("LoginRefused", target.name(),
                "%s doesn't let the panel log in as %s with its key.".formatted(target.name(), target.user()),
                "Log in there as %s and run: %s".formatted(target.user(), installLine(publicKey)))
                .fixedBy("install-panel-key")
                .with(Map.of("publicKey", publicKey, "installLine", installLine(publicKey)));
    }

    static Finding passwordRefused(SshTarget target) {
        return Finding.blocker("LoginRefused", target.name(),
                "%s doesn't let %s log in with this password.".formatted(target.name(), target.user()),
                "Check the user and the password; where sshd accepts no passwords, add the panel's key by hand.");
    }

    static Finding sudoRefused(SshTarget target, String said) {
        return Finding.blocker("SudoRefused", target.name(),
                "%s may not become root on %s by sudo%s.".formatted(target.user(), target.name(), quote(said)),
                "Give the host a sudo password in the panel, or as root write the line '%s ALL=(ALL) NOPASSWD: ALL' to a file in "
                        .formatted(target.user()) + "/etc/sudoers.d with visudo.")
                .fixedBy("set-sudo-password");
    }

    static Finding sudoPasswordWrong(SshTarget target) {
        return Finding.blocker("SudoPasswordWrong", target.name(),
                "sudo on %s doesn't accept the stored password of %s.".formatted(target.name(), target.user()),
                "Give the right sudo password for this host.").fixedBy("set-sudo-password");
    }

    static Finding shellRefused(SshTarget target, String said) {
        return Finding.blocker("ShellRefused", target.name(),
                "The login shell of %s on %s runs no commands%s.".formatted(target.user(), target.name(), quote(said)),
                "Give this user a shell such as /bin/bash, and install bash where it is missing.");
    }

    static Finding failed(SshTarget target, RemoteCommand<?> command, int status, String said) {
        return Finding.blocker("CommandFailed", target.name(),
                "'%s' ended with status %d on %s%s.".formatted(brief(command), status, target.name(), quote(said)),
                "Look at what it says, mend that, and try again.");
    }

    static Finding timedOut(SshTarget target, RemoteCommand<?> command, Duration limit) {
        return Finding.blocker("CommandTimedOut", target.name(),
                "'%s' didn't end within %.1f s on %s and was ended."
                        .formatted(brief(command), limit.toMillis() / 1000.0, target.name()),
                "Look whether the host is overloaded or waits for something, and try again.");
    }

    static Finding interrupted(SshTarget target, RemoteCommand<?> command) {
        return Finding.blocker("CommandInterrupted", target.name(),
                "'%s' on %s was ended, because the panel stopped waiting for it."
                        .formatted(brief(command), target.name()), "Try again.");
    }

    static Finding tooMuch(SshTarget target, RemoteCommand<?> command) {
        return Finding.blocker("OutputTooLarge", target.name(),
                "'%s' on %s wrote more than the panel keeps.".formatted(brief(command), target.name()),
                "This is a fault of the panel or of the file; report it.");
    }

    /** The one line that installs the panel's key for the user who runs it. */
    static String installLine(String publicKey) {
        return "umask 077; mkdir -p ~/.ssh && echo " + ShellQuoting.word(publicKey) + " >> ~/.ssh/authorized_keys";
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The cause of a failed connection, in words. */
    static String why(Throwable failure) {
        Throwable cause = root(failure);
        String said = String.valueOf(cause.getMessage());
        return switch (cause) {
            case UnknownHostException e -> "no machine of this name is known";
            case UnresolvedAddressException e -> "no machine of this name is known";
            case TimeoutException e -> "no answer in time";
            case SocketTimeoutException e -> "no answer in time";
            case InterruptedException e -> "the panel stopped waiting";
            case InterruptedIOException e -> "the panel stopped waiting";
            case ConnectException e -> said.contains("refused") ? "nothing listens there" : "no answer (" + said + ")";
            case NoRouteToHostException e -> "no way leads there";
            default -> said.isBlank() || "null".equals(said) ? cause.getClass().getSimpleName() : said;
        };
    }

    /** A command on one line of readable length; small scripts are cut, because their name says nothing. */
    private static String brief(RemoteCommand<?> command) {
        String line = command.printed().lines().findFirst().orElse("");
        return line.length() > 200 || line.length() < command.printed().length()
                ? line.substring(0, Math.min(200, line.length())) + " …" : line;
    }

    private static String quote(String said) {
        String words = said.strip();
        String brief = words.length() > 300 ? words.substring(words.length() - 300) : words;
        return brief.isEmpty() ? "" : ": " + brief.replaceAll("\\s+", " ");
    }
}
