package understudy.web;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.topology.Member;

/** The contract's stable codes, where they stand in a text for people, as words. What servers call ON or ROW stays as it is. */
public final class PlainWords {

    private static final Set<String> CODES = Stream.of(OperationKind.values(), OperationStatus.values(), Member.Role.values())
            .flatMap(Stream::of).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final Pattern CODE = Pattern.compile("\\b(?:" + String.join("|", CODES) + ")\\b");

    private PlainWords() {
    }

    /** The text with each code in lower case and without underscores. */
    public static String of(String text) {
        return CODE.matcher(text).replaceAll(found -> switch (found.group()) {
            case "SETUP_REPLICA" -> "set up a replica";
            case "UNCONFIGURED" -> "to be set up";
            case "UNUSABLE" -> "not ready";
            default -> found.group().toLowerCase(Locale.ROOT).replace('_', ' ');
        });
    }
}
