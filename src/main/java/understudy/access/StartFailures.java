package understudy.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import understudy.finding.Problem;

/** A finding that forbids the start, such as a key that doesn't fit the store, is told as one: what, and what to do. */
class StartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof Problem problem) {
                return new FailureAnalysis(problem.finding().message(), problem.finding().hint(), problem);
            }
        }
        return null;
    }
}
