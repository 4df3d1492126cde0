package understudy.routing;

import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;

/** A host of a route on which no application is known: it must be told, not passed over. */
record MissingApplication(String host) implements Leg {

    @Override
    public String title() {
        return "the application on " + host;
    }

    @Override
    public List<String> commands() {
        return List.of("# nothing is known of the application on " + host);
    }

    private Finding finding() {
        return Finding.blocker("ApplicationUnknown", host, "No application is known on " + host + ", though a route names that host.",
                "Name the application's files on the page of " + host + ", or take the host out of the route.");
    }

    @Override
    public Standing look() {
        return new Standing.Stuck(finding());
    }

    @Override
    public void prepare(Journal journal) {
        throw new Problem(finding());
    }

    @Override
    public void move(Journal journal) {
        throw new Problem(finding());
    }
}
