package understudy.routing;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * What routes may do on the panel's own machine ({@code understudy.routing.*}).
 *
 * @param hooks the directory in which hooks lie there: who may change the panel's routes must not choose any program of that machine
 */
@ConfigurationProperties("understudy.routing")
record RoutingSettings(@DefaultValue("/etc/understudy/hooks") Path hooks) {

    /**
     * A link on the way is followed as the machine would, and {@code ..} isn't taken at all, because behind a link it leads elsewhere.
     *
     * @throws Problem HookElsewhere
     */
    void requireHere(String program) {
        Path path = Path.of(program);
        if (!path.equals(path.normalize()) || !path.startsWith(hooks.toAbsolutePath().normalize()) || !real(path).startsWith(real(hooks))) {
            throw new Problem(Finding.blocker("HookElsewhere", null, "On the panel's machine hooks lie in " + hooks + "; " + program + " doesn't.",
                    "Put the program there, or name the host on which it lies."));
        }
    }

    /** What isn't there yet leads nowhere else. */
    private static Path real(Path path) {
        Path parent = path.getParent();
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }
}
