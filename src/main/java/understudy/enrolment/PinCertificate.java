package understudy.enrolment;

import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.mysql.ServerCertificate;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.ServerCertificates;

/**
 * Remembers by which certificate the server proves itself, before the panel sends it any password: anybody on the host can listen
 * on its port while it is down. A new enrolment accepts a renewed one.
 */
@Component
final class PinCertificate implements Step<PinCertificate.At> {

    static final StepName NAME = new StepName("pin-certificate");

    private static final String NONE = "none";

    /** @param host its name */
    record At(String host) {
    }

    private final Hosts hosts;
    private final Reach reach;
    private final ServerCertificates certificates;

    PinCertificate(Hosts hosts, Reach reach, ServerCertificates certificates) {
        this.hosts = hosts;
        this.reach = reach;
        this.certificates = certificates;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<At> parameters() {
        return At.class;
    }

    @Override
    public StepText text(At at) {
        return new StepText("Get to know the host", "Remember the server's certificate",
                "The panel talks to no other server on this host, should anybody else listen on its port.",
                "Nothing was changed on the host; try again.", "Remember it");
    }

    @Override
    public Inspection inspect(At at) {
        try {
            String there = there(at).orElse(NONE);
            return there.equals(pinned(at)) ? new Inspection.AlreadyDone(said(at, there))
                    : new Inspection.Possible("Remembered is " + pinned(at) + ", the server's is " + there + ".");
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        }
    }

    private static String said(At at, String fingerprint) {
        return fingerprint.equals(NONE) ? "The server on " + at.host() + " has no certificate; the panel trusts the port."
                : "The server on " + at.host() + " proves itself by " + fingerprint + ".";
    }

    @Override
    public Plan plan(At at) {
        return Plan.ofChanges(new Plan.Change("server certificate", pinned(at), there(at).orElse(NONE)));
    }

    @Override
    public Outcome apply(At at, Plan plan, Journal journal) {
        Optional<String> there = there(at);
        certificates.pin(at.host(), there.orElse(null));
        return new Outcome.Applied(said(at, there.orElse(NONE)));
    }

    @Override
    public Undo undo(At at, Plan plan, Journal journal) {
        return new Undo.Impossible("The panel goes on knowing the certificate of " + at.host() + "; it changed nothing there.");
    }

    private String pinned(At at) {
        return certificates.of(at.host()).orElse(NONE);
    }

    private Optional<String> there(At at) {
        Host host = hosts.get(at.host());
        String declared = host.mysqlSocket();
        String socket = declared != null ? declared : reach.host(at.host()).run(FoundServer.look()).socket();
        return reach.host(at.host()).run(ServerCertificate.fingerprint(socket));
    }
}
