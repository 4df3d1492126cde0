package understudy.routing;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * The application on a host: where it lies, where it says which database it uses, and how it is restarted.
 *
 * @param root its directory, such as {@code /var/www/secondhand/current}; a link is followed only when it is used
 * @param databaseYml the files that name its database, the one in use first; each is changed
 * @param group the group in them that this host's application uses
 * @param restart how it takes up a changed file
 * @param service the service that is restarted, where {@code restart} is SERVICE; else null
 * @param variables the file that sets DATABASE_URL, which wins over {@code database.yml}, or variables that this takes values from; or null
 */
public record Application(
        String root,
        List<String> databaseYml,
        String group,
        Restart restart,
        @Nullable String service,
        @Nullable String variables) {

    /** What a Rails application on a server runs as. */
    public static final String USUAL_GROUP = "production";

    private static final Pattern PATH = Pattern.compile("/[^\\p{Cntrl}]{0,1000}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@:-]{0,100}");

    /** How an application takes up a changed file. */
    public enum Restart {

        /** {@code passenger-config restart-app}: at once. */
        PASSENGER,

        /** A touched {@code tmp/restart.txt}: at one of the next requests. */
        RESTART_FILE,

        /** A service of its own, such as Puma's. */
        SERVICE,

        /** Somebody else does it. */
        NONE
    }

    public Application {
        databaseYml = List.copyOf(databaseYml);
    }

    /** Whether this file lies in its directory, or where its releases and what they share lie; by the path alone. */
    boolean holds(String path) {
        Path base = Path.of(root.endsWith("/current") ? root.substring(0, root.length() - "/current".length()) : root);
        return !path.contains("/../") && Path.of(path).startsWith(base);
    }

    /** Refuses what can't be. @throws Problem PathRefused, GroupRefused, ServiceRefused */
    Application checked() {
        requirePath(root);
        databaseYml.forEach(Application::requirePath);
        require(!databaseYml.isEmpty(), "PathRefused", "The application has no database.yml.", "Name the file that says which database it uses.");
        if (variables != null) {
            requirePath(variables);
        }
        require(NAME.matcher(group).matches(), "GroupRefused", "That can't be a group of a database.yml.", "Name the group, such as production.");
        require(restart != Restart.SERVICE || service != null && NAME.matcher(service).matches(), "ServiceRefused",
                "It is not said which service is to be restarted.", "Name the service, such as puma-secondhand.");
        return this;
    }

    private static void requirePath(String path) {
        require(PATH.matcher(path).matches(), "PathRefused", "What was given can't be a path.", "Give the whole path, beginning with a slash.");
    }

    private static void require(boolean holds, String code, String message, String hint) {
        if (!holds) {
            throw new Problem(Finding.blocker(code, null, message, hint));
        }
    }
}
