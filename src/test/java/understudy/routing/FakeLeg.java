package understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import understudy.finding.Finding;
import understudy.operation.Journal;

/** A route's part that does what a test tells it, and notes what was asked of it. */
final class FakeLeg implements Leg {

    final List<String> asked = new ArrayList<>();
    List<Finding> foreseen = List.of();
    boolean followedByMoving = true;
    private final String host;
    private final boolean provenByMoving;
    private final Supplier<Standing> look;
    private final Runnable move;

    FakeLeg(String host, boolean provenByMoving, Supplier<Standing> look, Runnable move) {
        this.host = host;
        this.provenByMoving = provenByMoving;
        this.look = look;
        this.move = move;
    }

    @Override
    public String title() {
        return "the fake on " + host;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public List<HandCommand> commands() {
        return List.of(new HandCommand(host, "lead " + host));
    }

    @Override
    public boolean provenByMoving() {
        return provenByMoving;
    }

    @Override
    public boolean followedByMoving() {
        return followedByMoving;
    }

    @Override
    public synchronized Standing look() {
        asked.add("look");
        return look.get();
    }

    @Override
    public List<Finding> foresee() {
        return foreseen;
    }

    @Override
    public void prepare(Journal journal) {
        asked.add("prepare");
    }

    @Override
    public synchronized void move(Journal journal) {
        asked.add("move");
        move.run();
    }
}
