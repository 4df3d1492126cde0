package understudy.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import understudy.finding.Finding;

/** A made-up world that survives its panel: a file with a line for each thing that really happened. */
class FileWorld {

    private final Path file;

    FileWorld(Path file) {
        this.file = file;
    }

    List<String> happened() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void happens(String what) {
        try {
            Files.writeString(file, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean stands(String what) {
        List<String> all = happened();
        return all.lastIndexOf("do " + what) > all.lastIndexOf("undo " + what);
    }

    /** In a JVM that is to die in the middle of this step, the middle lasts until it does. */
    private static void takeTime(String name, FaultPoint.Moment moment) {
        FaultPoint point = FaultPoint.ofThisJvm();
        if (point == null || point.moment() != moment || !point.step().equals(name)) {
            return;
        }
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A step that changes this world in two halves, and goes on from the half. */
    ScriptedStep step(String name) {
        ScriptedStep step = new ScriptedStep(name);
        step.inspect = () -> stands("half " + name) && stands(name)
                ? new Inspection.AlreadyDone("stands") : new Inspection.Possible("doesn't stand");
        step.apply = (plan, journal) -> {
            if (!stands("half " + name)) {
                happens("do half " + name);
            }
            takeTime(name, FaultPoint.Moment.DURING);
            happens("do " + name);
            return new Outcome.Applied("stands");
        };
        step.undo = plan -> {
            if (stands(name)) {
                happens("undo " + name);
            }
            takeTime(name, FaultPoint.Moment.UNDO_DURING);
            if (stands("half " + name)) {
                happens("undo half " + name);
            }
            return new Undo.Undone("doesn't stand");
        };
        return step;
    }

    /** The same, but it fails after its first half. */
    ScriptedStep failing(String name) {
        ScriptedStep step = step(name);
        step.apply = (plan, journal) -> {
            if (!stands("half " + name)) {
                happens("do half " + name);
            }
            return new Outcome.Failed(Finding.blocker("CandidateStopped", null, "The candidate stopped.", "Start it."));
        };
        return step;
    }

    /** Like a switchover: the third of four steps is the point of no return. */
    List<ScriptedStep> steps(boolean failing) {
        return List.of(step("announce"), step("close"), failing ? failing("open") : step("open"), step("follow"));
    }
}
