package understudy.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Pace;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.operation.StepText;

/** An invented enrolment in its middle. */
class Rehearsal {

    private final Instant now;

    Rehearsal(Instant now) {
        this.now = now;
    }

    OperationView planned() {
        return new OperationView("enrolment", OperationKind.ENROL, null, "pluto", "pierre", OperationStatus.RUNNING, now.minusSeconds(2), null,
                Pace.AUTO, Map.of(), null, false, List.of("cancel"), List.of(
                        step(1, "Log in", StepStatus.DONE, "pierre may log in with the panel's key."),
                        step(2, "Use sudo", StepStatus.DONE, "sudo works without a password."),
                        step(3, "Find the server", StepStatus.DONE, "MySQL 9.7.4 listens on 127.0.0.1:3306, service mysql."),
                        step(4, "Make the panel's account", StepStatus.RUNNING, null),
                        step(5, "Read the facts", StepStatus.PENDING, null)));
    }

    /** One that ended because sudo asks for a password. */
    OperationView failed() {
        Finding refused = new Finding("SudoRefused", Severity.BLOCKER, "pluto", "pierre can't use sudo on pluto: it asks for a password.",
                "Give the panel that password, or let pierre use sudo without one.", "set-sudo-password", Map.of());
        return new OperationView("enrolment-failed", OperationKind.ENROL, null, "pluto", "pierre", OperationStatus.FAILED, now.minusSeconds(2),
                now.minusSeconds(1), Pace.AUTO, Map.of(), refused, false, List.of("retry"), List.of(
                        step(1, "Log in", StepStatus.DONE, "pierre may log in with the panel's key."),
                        step(2, "Use sudo", StepStatus.FAILED, null), step(3, "Find the server", StepStatus.PENDING, null),
                        step(4, "Make the panel's account", StepStatus.PENDING, null), step(5, "Read the facts", StepStatus.PENDING, null)));
    }

    private StepView step(int number, String title, StepStatus state, String message) {
        boolean begun = state != StepStatus.PENDING;
        return new StepView(String.valueOf(number), new StepName("log-in"),
                new StepText("Getting to know the host", title, "Without it the panel can't see the server.", "Nothing is changed.", "Go on"),
                "pluto", state, begun ? now.minusMillis(1500) : null, state == StepStatus.DONE ? now.minusMillis(1300) : null, message, null,
                message, null, "", null, false);
    }
}
