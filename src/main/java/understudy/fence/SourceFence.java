package understudy.fence;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.options.BootClosed;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.replication.Pause;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * One run of {@link Fence} on a host in reach: first what its server would start with, then its process, then the proof. Its
 * process is ended even where the files can't be closed: a frozen server that thaws later would take writes.
 */
final class SourceFence {

    private static final Duration STOPPING = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HostConnection connection;
    private final Host host;
    private final ServerPlace place;
    private final HostDoor door;
    private final DeathProof proof;
    private final BootClosed boot;
    private final Set<Long> ended = new HashSet<>();
    private boolean startsOpen;

    SourceFence(HostConnection connection, Host host, ServerPlace place, HostDoor door, DeathProof proof, BootClosed boot) {
        this.connection = connection;
        this.host = host;
        this.place = place;
        this.door = door;
        this.proof = proof;
        this.boot = boot;
    }

    /** How it ended. */
    sealed interface End {

        /** It takes no writes and would start closed. */
        record Proven(String evidence) implements End {
        }

        /** It takes statements again; nothing was done to it but its option files. */
        record Lives() implements End {
        }

        /** It may still take writes. */
        record NotProven(Finding finding) implements End {
        }
    }

    End run(Plan plan, Journal journal) {
        Finding open = startsOpen(plan, journal);
        startsOpen = open != null;
        try {
            return open == null ? endProcesses(journal) : endForGood(open, journal);
        } catch (Problem failed) {
            return new End.NotProven(FenceFindings.notProven(host.name(), failed.finding().message()));
        }
    }

    private @Nullable Finding startsOpen(Plan plan, Journal journal) {
        try {
            return closeFiles(plan, journal);
        } catch (Problem failed) {
            return failed.finding();
        }
    }

    /** What supervises the server would start it again, open: so the service is told too, and it is looked at once more. */
    private End endForGood(Finding open, Journal journal) {
        journal.say(open.message() + " Its server is ended all the same.");
        End end = endProcesses(journal);
        if (end instanceof End.Proven) {
            stopped(journal);
            end = endProcesses(journal);
        }
        return end instanceof End.Proven ? new End.NotProven(FenceFindings.startsOpen(host.name(), open)) : end;
    }

    private @Nullable Finding closeFiles(Plan plan, Journal journal) {
        if (plan.diff() != null) {
            return boot.apply(Fence.boot(host.name()), plan, journal) instanceof Outcome.Failed failed ? failed.finding() : null;
        }
        return switch (boot.inspect(Fence.boot(host.name()))) {
            case Inspection.AlreadyDone done -> null;
            case Inspection.Blocked blocked -> blocked.first();
            case Inspection.Unknown unknown -> unknown.cause();
            case Inspection.Possible possible -> boot.apply(Fence.boot(host.name()), plan, journal) instanceof Outcome.Failed failed
                    ? failed.finding() : null;
        };
    }

    private End endProcesses(Journal journal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            List<ServerProcess> processes = connection.run(ServerProcess.look(host, place));
            if (processes.isEmpty()) {
                return new End.Proven("No server runs on " + host.name() + ", and it would start closed.");
            }
            if (SourceHost.runs(processes)) {
                if (SourceHost.saysClosed(host.name(), door)) {
                    return new End.Proven("The server on " + host.name() + " is closed, and would start closed.");
                }
                if (ended.isEmpty() && proof.takesStatements(host.name())) {
                    return new End.Lives();
                }
            }
            processes.stream().filter(this::mayEnd).forEach(process -> end(process, journal));
        } while (System.nanoTime() < deadline && Pause.of(PAUSE));
        return new End.NotProven(FenceFindings.notProven(host.name(), "its process doesn't end"));
    }

    /** A process that came after one of ours was ended started closed, if the files are: it is given time to say so. */
    private boolean mayEnd(ServerProcess process) {
        return !ended.contains(process.pid()) && (startsOpen || ended.isEmpty() || process.frozen());
    }

    private void end(ServerProcess process, Journal journal) {
        if (process.frozen() || !stopped(journal)) {
            connection.run(process.kill());
            journal.say("Ended " + process + " on " + host.name() + ".");
        }
        ended.add(process.pid());
        door.forgetServer(host.name());
    }

    private boolean stopped(Journal journal) {
        HostFacts facts = host.facts();
        try {
            boolean obeyed = connection.run(RemoteCommand.of("service", facts == null ? "mysql" : facts.serviceName(), "stop")
                    .asRootUser().within(STOPPING).accepting(0, 1, 2, 3, 4, 5).answering(output -> output.exitStatus() == 0));
            journal.say(obeyed ? "The service on " + host.name() + " was stopped." : "The service didn't stop.");
            return obeyed;
        } catch (CommandTimedOut late) {
            journal.say("The service on " + host.name() + " didn't stop within " + STOPPING.toSeconds() + " s.");
            return false;
        }
    }
}
