package understudy.enrolment;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.routing.FindApplication;

/** Plans getting to know a host: login, sudo, server, its certificate, the panel's account, facts, application. */
@Component
final class Enrolment implements OperationPlanner {

    /** The option that names the administrator; the password is with {@link AdminLogins}. */
    static final String ADMIN_USER = "adminUser";

    private final Clock clock;

    Enrolment(Clock clock) {
        this.clock = clock;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ENROL;
    }

    @Override
    public Decision decide(OperationRequest request) {
        String host = request.host();
        if (host == null) {
            return new Decision.Refused(List.of(
                    Finding.blocker("HostMissing", null, "No host was named.", "Name the host that is to be enrolled.")));
        }
        Object admin = request.options().get(ADMIN_USER);
        return new Decision.Planned(host, List.of(
                new PlannedStep(CheckLogin.NAME, host, new CheckLogin.At(host)),
                new PlannedStep(CheckSudo.NAME, host, new CheckSudo.At(host)),
                new PlannedStep(FindServer.NAME, host, new FindServer.At(host)),
                new PlannedStep(PinCertificate.NAME, host, new PinCertificate.At(host)),
                new PlannedStep(CreatePanelAccount.NAME, host,
                        new CreatePanelAccount.Wish(host, admin == null ? null : admin.toString())),
                new PlannedStep(ReadFacts.NAME, host, new ReadFacts.Wish(host, clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())),
                new PlannedStep(FindApplication.NAME, host, new FindApplication.On(host))),
                OnFailure.STOP);
    }
}
