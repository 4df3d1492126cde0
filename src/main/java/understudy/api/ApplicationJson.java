package understudy.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.routing.Application;

/** The application on a host. @param corrected whether an admin said so; else it was found */
record ApplicationJson(
        String root,
        List<String> databaseYml,
        String group,
        Application.Restart restart,
        @Nullable String service,
        @Nullable String variables,
        boolean corrected) {

    static ApplicationJson of(Application application, boolean corrected) {
        return new ApplicationJson(application.root(), application.databaseYml(), application.group(), application.restart(),
                application.service(), application.variables(), corrected);
    }

    /** What of it is to be changed; left out, it stays as it is. With {@code asFound} what was found counts again. */
    record Wish(
            @Nullable String root,
            @Nullable List<String> databaseYml,
            @Nullable String group,
            Application.@Nullable Restart restart,
            @Nullable String service,
            @Nullable String variables,
            @Nullable Boolean asFound) {

        /** @param now what counts at this moment, or null when nothing was found */
        @Nullable Application applied(@Nullable Application now) {
            if (Boolean.TRUE.equals(asFound)) {
                return null;
            }
            if (now == null) {
                return new Application(Required.text("application.root", root), Required.value("application.databaseYml", databaseYml),
                        Required.otherwise(group, Application.USUAL_GROUP), Required.value("application.restart", restart), service, variables);
            }
            return new Application(Required.otherwise(root, now.root()), Required.otherwise(databaseYml, now.databaseYml()),
                    Required.otherwise(group, now.group()), Required.otherwise(restart, now.restart()),
                    service == null ? now.service() : service.isEmpty() ? null : service,
                    variables == null ? now.variables() : variables.isEmpty() ? null : variables);
        }
    }
}
