package understudy.api;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** What is wrong with a request's body, by the field's name. Never repeats a value: it may be a password. */
final class Malformed {

    private static final String HINT = "See the OpenAPI document at /v3/api-docs.";

    private Malformed() {
    }

    static Finding body(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown -> Finding.blocker("UnknownField", null,
                    "The field " + unknown.getPropertyName() + " isn't known here.", "Known are: " + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf).sorted().collect(Collectors.joining(", ")) + ".");
            case InvalidFormatException invalid when invalid.getTargetType().isEnum() -> malformed(
                    "The field " + path(invalid) + " must be one of " + Arrays.stream(invalid.getTargetType().getEnumConstants())
                            .map(String::valueOf).collect(Collectors.joining(", ")) + ".");
            case MismatchedInputException mismatch when !path(mismatch).isEmpty() ->
                    malformed("The field " + path(mismatch) + " has a value of the wrong type.");
            case null, default -> malformed("The request's body isn't the JSON that is expected here.");
        };
    }

    /** Makes a value that checks itself; what it refuses is the caller's mistake, not ours. */
    static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw new Problem(malformed("Refused: " + refused.getMessage() + "."), refused);
        }
    }

    /** @param field that must be there */
    static Finding missing(String field) {
        return Finding.blocker("FieldMissing", null, "The field " + field + " is missing or empty.", HINT);
    }

    static Finding malformed(String message) {
        return Finding.blocker("MalformedRequest", null, message, HINT);
    }

    private static String path(JacksonException refused) {
        return refused.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }
}
