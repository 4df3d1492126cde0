package understudy.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.Monitor;

/** What the frame of every page shows beside its own content: who is there, and the worst health as the tab's icon. */
@Component
@ControllerAdvice(basePackages = "understudy.web")
class LayoutAdvice {

    private static final List<Health> WORST_FIRST =
            List.of(Health.NO_SOURCE, Health.SOURCE_DOWN, Health.DEGRADED, Health.UNCONFIGURED, Health.HEALTHY);

    private final Monitor monitor;
    private final Visitors visitors;
    private final Clock clock;

    LayoutAdvice(Monitor monitor, Visitors visitors, Clock clock) {
        this.monitor = monitor;
        this.visitors = visitors;
        this.clock = clock;
    }

    @ModelAttribute
    void frame(Model model, HttpServletRequest request) {
        Visitor visitor = visitors.current();
        Health worst = visitor == null ? null : worst();
        model.addAttribute("me", visitor);
        model.addAttribute("now", clock.instant().toString());
        model.addAttribute("worst", worst);
        model.addAttribute("favicon", icon(worst));
        String query = request.getQueryString();
        model.addAttribute("here", request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private @Nullable Health worst() {
        return monitor.clusters().stream().map(this::believed).min(Comparator.comparingInt(WORST_FIRST::indexOf)).orElse(null);
    }

    /** A healthy state that is old is no longer known to be so. */
    private Health believed(ClusterState state) {
        boolean old = state.at().isBefore(clock.instant().minusSeconds(5));
        return old && state.health() == Health.HEALTHY ? Health.UNCONFIGURED : state.health();
    }

    private static String icon(@Nullable Health worst) {
        return switch (worst) {
            case null -> "understudy";
            case HEALTHY -> "favicon-healthy";
            case DEGRADED -> "favicon-degraded";
            case SOURCE_DOWN, NO_SOURCE -> "favicon-down";
            case UNCONFIGURED -> "favicon-unknown";
        };
    }
}
