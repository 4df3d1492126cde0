package understudy.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says at start-up why the data directory can't be had, and what to do. */
class DataDirectoryFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof DataDirectoryInUse inUse) {
                return new FailureAnalysis(
                        "The data directory " + inUse.directory() + " is in use by another panel (" + inUse.holder() + ").",
                        "Stop that panel first, or set UNDERSTUDY_DATA_DIR to another directory. Two panels on one store would both "
                                + "drive the same operations.", inUse);
            }
            if (at instanceof DataDirectoryUnusable unusable) {
                return new FailureAnalysis(
                        "The data directory " + unusable.directory() + " can't be used: " + unusable.getCause(),
                        "Make it writable for the user that runs the panel, or set UNDERSTUDY_DATA_DIR to another directory.",
                        unusable);
            }
        }
        return null;
    }
}
