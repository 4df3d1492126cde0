package understudy.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** Whatever goes wrong becomes a page that says what happened and what to do now. Never a stack trace. */
@ControllerAdvice(basePackages = "understudy.web")
class ProblemPages implements ErrorViewResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemPages.class);

    private final LayoutAdvice layout;

    ProblemPages(LayoutAdvice layout) {
        this.layout = layout;
    }

    @ExceptionHandler
    ModelAndView show(Problem problem, HttpServletRequest request) {
        LOG.info("{} {}: {}", request.getMethod(), request.getRequestURI(), problem.getMessage());
        String code = problem.finding().code();
        return page(status(code), "Not possible now", List.of(FindingView.of(problem.finding())), request);
    }

    private static HttpStatus status(String code) {
        return switch (code) {
            case "NotAllowed" -> HttpStatus.FORBIDDEN;
            case "TooManyStreams", "TooManyAttempts" -> HttpStatus.TOO_MANY_REQUESTS;
            case "NoStreamLeft" -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> code.endsWith("Unknown") ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
        };
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return page(status, title(status), List.of(FindingView.of(finding(status))), request);
    }

    /** A page of findings with a way back. */
    ModelAndView page(HttpStatus status, String title, List<FindingView> findings, HttpServletRequest request) {
        ExtendedModelMap model = new ExtendedModelMap();
        layout.frame(model, request);
        model.addAttribute("page", PageView.still(title, ""));
        model.addAttribute("findings", findings);
        boolean cameByForm = "POST".equals(request.getMethod()) && request.getHeader("Referer") != null;
        model.addAttribute("back", "/clusters");
        model.addAttribute("backWords", cameByForm ? "To the clusters" : "Back to the clusters");
        return new ModelAndView("problem", model, status);
    }

    private static String title(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is no such page";
            case FORBIDDEN, UNAUTHORIZED -> "Not allowed";
            default -> status.is4xxClientError() ? "That can't be understood" : "The panel made a mistake";
        };
    }

    private static Finding finding(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> Finding.warning("PageUnknown", null, "Nothing is at this address.",
                    "It may have been removed or renamed. The lists of clusters, hosts and operations show what there is.");
            case FORBIDDEN, UNAUTHORIZED -> Finding.warning("NotAllowed", null, "Your role doesn't allow this, or the page had been open for too long.",
                    "Open the page again and repeat it. If it stays like this, ask an admin.");
            default -> status.is4xxClientError()
                    ? Finding.warning("RequestMalformed", null, "The panel couldn't read this request.", "Go back, open the page again and repeat it.")
                    : Finding.blocker("PanelError", null, "The panel couldn't finish this because of a mistake of its own.",
                            "Replication and the application go on undisturbed. Look at the operation's page before repeating anything; the panel's log has the details.");
        };
    }
}
