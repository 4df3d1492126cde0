package understudy.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;

/**
 * What can't be moved as it is declared: it must be told, not passed over, and it keeps nothing else from moving.
 *
 * @param title what it is, such as {@code the route shop}
 * @param host the host on which it would be moved, or null
 * @param finding why not
 */
record Unmovable(String title, @Nullable String host, Finding finding) implements Leg {

    /** Named by a route, though nobody said what its application is. */
    static Unmovable unknown(String host) {
        return new Unmovable("the application on " + host, host, Finding.blocker("ApplicationUnknown", host,
                "No application is known on " + host + ", though a route names that host.",
                "Name the application's files on the page of " + host + ", or take the host out of the route."));
    }

    @Override
    public List<HandCommand> commands() {
        return List.of();
    }

    @Override
    public String withoutPanel() {
        return finding.message() + " " + finding.hint();
    }

    @Override
    public List<Finding> foresee() {
        return List.of(finding);
    }

    @Override
    public Standing look() {
        return new Standing.Stuck(finding);
    }

    @Override
    public void prepare(Journal journal) {
        throw new Problem(finding);
    }

    @Override
    public void move(Journal journal) {
        throw new Problem(finding);
    }
}
