package understudy.routing;

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

    /** @throws Problem HookElsewhere */
    void requireHere(String program) {
        Path path = Path.of(program).normalize();
        if (!path.startsWith(hooks.toAbsolutePath().normalize())) {
            throw new Problem(Finding.blocker("HookElsewhere", null, "On the panel's machine hooks lie in " + hooks + "; " + program + " doesn't.",
                    "Put the program there, or name the host on which it lies."));
        }
    }
}
