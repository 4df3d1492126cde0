package understudy.operation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.finding.Finding;

/** A step in a made-up world: by default it can be done, does it, and can take it back. Each verb can be told otherwise. */
class ScriptedStep implements Step<ScriptedStep.Nothing> {

    /** Parameters. */
    record Nothing(String value) {
    }

    private final StepName name;
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<Plan> undoneWith = new CopyOnWriteArrayList<>();
    volatile boolean done;
    volatile boolean repeated = true;
    volatile Supplier<Inspection> inspect = this::look;
    volatile Supplier<Plan> plan = () -> Plan.ofCommands("make it");
    volatile BiFunction<Plan, Journal, Outcome> apply = (plan, journal) -> {
        done = true;
        return new Outcome.Applied("made it");
    };
    volatile Supplier<Inspection> verify = () -> inspect.get();
    volatile Function<Plan, Undo> undo = plan -> {
        done = false;
        return new Undo.Undone("took it away");
    };

    ScriptedStep(String name) {
        this.name = new StepName(name);
    }

    private Inspection look() {
        return done ? new Inspection.AlreadyDone("it is there") : new Inspection.Possible("it isn't there");
    }

    /** What stood in the way of looking or acting is gone. */
    void mended() {
        inspect = this::look;
    }

    static Finding finding(String code) {
        return Finding.blocker(code, "uranus", "This is " + code + ".", "Mend it.");
    }

    long times(String verb) {
        return said.stream().filter(verb::equals).count();
    }

    @Override
    public StepName name() {
        return name;
    }

    @Override
    public Class<Nothing> parameters() {
        return Nothing.class;
    }

    @Override
    public StepText text(Nothing parameters) {
        return new StepText("Heading", "Do " + name, "Because.", "Then it doesn't work.", "Do it");
    }

    @Override
    public Inspection inspect(Nothing parameters) {
        said.add("inspect");
        return inspect.get();
    }

    @Override
    public Plan plan(Nothing parameters) {
        said.add("plan");
        return plan.get();
    }

    @Override
    public Outcome apply(Nothing parameters, Plan given, Journal journal) {
        said.add("apply");
        return apply.apply(given, journal);
    }

    @Override
    public Inspection verify(Nothing parameters) {
        said.add("verify");
        return verify.get();
    }

    @Override
    public Undo undo(Nothing parameters, Plan given, Journal journal) {
        said.add("undo");
        undoneWith.add(given);
        return undo.apply(given);
    }

    @Override
    public boolean repeatedByItself() {
        return repeated;
    }
}
