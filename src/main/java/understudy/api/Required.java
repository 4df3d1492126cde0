package understudy.api;

import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;

/** Fields that a request must have. */
final class Required {

    private Required() {
    }

    /** The text, or a problem that names the field. */
    static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new Problem(Malformed.missing(field));
        }
        return value;
    }

    static <T> T value(String field, @Nullable T value) {
        if (value == null) {
            throw new Problem(Malformed.missing(field));
        }
        return value;
    }

    static <T> T otherwise(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
