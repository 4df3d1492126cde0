package understudy.rails;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * A file that sets environment variables for an application: one of a shell, of systemd or of dotenv ({@code NAME=value}), or a web
 * server's configuration ({@code SetEnv NAME value}). Only a value that every reader takes for the same text is read or changed, and
 * nothing else of the file. Pure.
 */
public final class EnvironmentFile {

    /** The variable that Rails takes a database's whole address from, before what {@code database.yml} says. */
    static final String DATABASE_URL = "DATABASE_URL";

    // possessive: with what matches in many ways, one long line of a host would keep a processor busy for hours
    private static final String LINE = "(?md)^[ \\t]*+(?:(?:export[ \\t]++)?%1$s=|(?i:SetEnv|PassengerEnvVar|passenger_env_var)[ \\t]++%1$s[ \\t]++)"
            + "(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)'|([^\\s\"';]*+))[ \\t]*+;?[ \\t]*+(?:#[^\\n]*+)?\\r?$";
    private static final String MENTION = "(?md)^(?![ \\t]*+#)(?!.*export[ \\t]++%1$s[ \\t]*+\\r?$).*\\b%1$s\\b.*$";

    /** What no reader puts something else in place of. */
    private static final Pattern PLAIN = Pattern.compile("[^$`\\\\#\\p{Cntrl}]*");

    private final String path;
    private final String text;
    private final Servers servers;
    private final boolean own;

    private EnvironmentFile(String path, String text, Servers servers, boolean own) {
        this.path = path;
        this.text = text;
        this.servers = servers;
        this.own = own;
    }

    /**
     * A file as it was read.
     *
     * @param servers between which the application is led
     * @param own whether it is one of the application's own files, so that what stands there is known to whoever owns that
     * @throws Problem NotUtf8, EnvironmentTooLarge
     */
    public static EnvironmentFile of(String path, byte[] content, Servers servers, boolean own) {
        if (content.length > DatabaseYml.LARGEST) {
            throw new Problem(Finding.blocker("EnvironmentTooLarge", null, path + " is larger than " + DatabaseYml.LARGEST / 1024 + " KB.",
                    "Name the file that sets the application's variables; if it is this one, use a hook."));
        }
        try {
            return new EnvironmentFile(path, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString(), servers, own);
        } catch (CharacterCodingException e) {
            throw new Problem(Finding.blocker("NotUtf8", null, path + " isn't written in UTF-8.", "Save it as UTF-8."), e);
        }
    }

    /** Where a variable's value stands. */
    private record Place(int start, int end, String value) {
    }

    /** The variable's value; empty where the file doesn't set it. @throws Problem VariableTwice, VariableUnusual */
    Optional<String> value(String variable) {
        return place(variable).map(Place::value);
    }

    /** The same where it may be told to people: out of the application's own file. */
    Optional<String> shown(String variable) {
        return own ? value(variable) : Optional.empty();
    }

    /**
     * Refuses a variable that holds something else than one of the servers, without saying what: it may be a secret, or be used by others.
     *
     * @param key of {@code database.yml} that takes its value from it
     * @throws Problem VariableUnusual
     */
    void requireServer(String variable, String key) {
        boolean server = value(variable).filter(value -> switch (key) {
            case "url" -> variable.equals(DATABASE_URL) || servers.reachedBy(value);
            case "host" -> servers.named(value);
            default -> servers.listenAt(value);
        }).isPresent();
        if (!server) {
            throw problem("VariableUnusual", variable, "isn't the " + key + " of one of this cluster's servers, so the panel doesn't touch it.",
                    "If the application takes its " + key + " from there, write the source's there once by hand; otherwise correct database.yml.");
        }
    }

    private Optional<Place> place(String variable) {
        List<Place> found = new ArrayList<>();
        Matcher set = Pattern.compile(LINE.formatted(variable)).matcher(text);
        while (set.find()) {
            int group = set.group(1) != null ? 1 : set.group(2) != null ? 2 : 3;
            found.add(new Place(set.start(group), set.end(group), set.group(group)));
        }
        long mentioned = Pattern.compile(MENTION.formatted(variable)).matcher(text).results().count();
        if (found.size() != mentioned || found.stream().anyMatch(place -> !PLAIN.matcher(place.value()).matches())) {
            throw problem("VariableUnusual", variable, "stands there in a way that the panel doesn't change.",
                    "Write it as one line with a plain value, or take it out and let database.yml say it; or use a hook.");
        }
        if (found.size() > 1) {
            throw problem("VariableTwice", variable, "is set there " + found.size() + " times.", "Leave the line that counts.");
        }
        return found.stream().findFirst();
    }

    private Problem problem(String code, String variable, String what, String hint) {
        return new Problem(Finding.blocker(code, null, variable + " in " + path + " " + what, hint).with(Map.of("file", path, "variable", variable)));
    }

    /**
     * The change that lets the address in this variable point there; none where it isn't set, or points there already.
     *
     * @param databases those that the source serves; empty for any
     */
    List<TextChange> pointed(String variable, Set<String> databases, SourceAddress wish) {
        Optional<Place> place = place(variable);
        if (place.isEmpty()) {
            return List.of();
        }
        DatabaseUrl url = DatabaseUrl.of(place.get().value()).filter(known -> !known.namesSocket()).orElseThrow(() -> problem("VariableUnusual",
                variable, "isn't the address of a MySQL server over the network.", "Write it as mysql2://account:password@host/database, or take it out."));
        if (!databases.isEmpty() && !url.database().isEmpty() && !databases.contains(url.database())) {
            throw problem("OtherDatabase", variable, "names another database than " + String.join(", ", databases) + ".",
                    "Name the file that sets the variables of the application that uses them, or correct the cluster's databases.");
        }
        return url.pointing().equals(new Pointing.Network(wish.host(), wish.port())) ? List.of()
                : List.of(new TextChange(place.get().start() + url.start(), place.get().start() + url.end(), url.authority(wish)));
    }

    /** The change that gives a variable this value; none where it has it, or isn't set here. */
    List<TextChange> with(String variable, String value) {
        return place(variable).filter(place -> !place.value().equals(value))
                .map(place -> new TextChange(place.start(), place.end(), value)).stream().toList();
    }

    /** The same file with these changes. */
    EnvironmentFile changed(List<TextChange> changes) {
        return new EnvironmentFile(path, TextChange.apply(text, changes), servers, own);
    }

    Edit edit(List<TextChange> changes) {
        return changes.isEmpty() ? new Edit.Unchanged() : new Edit.Changed(TextChange.apply(text, changes), Difference.of(path, text, changes));
    }
}
