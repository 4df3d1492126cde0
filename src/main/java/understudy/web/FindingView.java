package understudy.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.routing.RouteFindings;

/**
 * A finding as a list or a box shows it.
 *
 * @param tone ok, info, warn or bad: colour and icon
 * @param evidence what was seen, by name
 * @param button what the button says that helps, or null
 * @param href where that button leads, or null
 * @param also a second button beside it, or null
 * @param change how a file would have to change; empty where it is about none
 */
public record FindingView(
        String tone, String code, String message, String hint, @Nullable String host, Map<String, String> evidence,
        @Nullable String button, @Nullable String href, @Nullable Link also, List<DiffLine> change) {

    /** A button: what it says and where it leads. */
    public record Link(String words, String href) {
    }

    /** With the button of its fix, where that is a page of the host. */
    public static FindingView of(Finding finding) {
        Map<String, String> evidence = new TreeMap<>(finding.evidence());
        String change = evidence.remove(RouteFindings.CHANGE);
        FindingView view = new FindingView(tone(finding.severity()), finding.code(), finding.message(), finding.hint(), finding.host(),
                evidence, null, null, null, change == null ? List.of() : DiffLine.of(change));
        String host = "/hosts/" + finding.host();
        return finding.host() == null ? view : switch (finding.fix()) {
            case "trust-host-key" -> view.withButton("Compare the key …", host + "/key");
            case "install-panel-key" -> view.withButton("Install the panel's key …", host + "/enrolment");
            case "give-admin-login" -> view.withButton("Give an administrator …", host + "/enrolment");
            case "enrol-host" -> view.withButton("Get to know it …", host + "/enrolment");
            case "set-sudo-password" -> view.withButton("Give sudo's password …", host + "/change");
            case null, default -> view;
        };
    }

    public static @Nullable FindingView ofNullable(@Nullable Finding finding) {
        return finding == null ? null : of(finding);
    }

    public FindingView withButton(String words, String target) {
        return new FindingView(tone, code, message, hint, host, evidence, words, target, also, change);
    }

    public FindingView withSecondButton(String words, String target) {
        return new FindingView(tone, code, message, hint, host, evidence, button, href, new Link(words, target), change);
    }

    private static String tone(Severity severity) {
        return switch (severity) {
            case INFO -> "info";
            case WARNING -> "warn";
            case BLOCKER -> "bad";
        };
    }
}
