package understudy.enrolment;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.reach.Reach;
import understudy.remote.HostKey;
import understudy.remote.Ssh;
import understudy.remote.SshTarget;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** The desk; what it does is in the audit, whatever became of it. */
@Component
final class AuditedHostDesk implements HostDesk {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Hosts hosts;
    private final Ssh ssh;
    private final Reach reach;
    private final Secrets secrets;
    private final Operations operations;
    private final AdminLogins adminLogins;
    private final Audit audit;
    private final Clock clock;

    AuditedHostDesk(Hosts hosts, Ssh ssh, Reach reach, Secrets secrets, Operations operations, AdminLogins adminLogins,
            Audit audit, Clock clock) {
        this.hosts = hosts;
        this.ssh = ssh;
        this.reach = reach;
        this.secrets = secrets;
        this.operations = operations;
        this.adminLogins = adminLogins;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Host add(NewHost wanted, Actor actor) {
        return audited(actor, "host.add", wanted.name(), () -> {
            hosts.requireFree(wanted.name());
            Host added = DeclaredHosts.host(wanted, secrets, clock.instant(), () -> offered(wanted.name(), wanted.address(), wanted.sshPort()));
            hosts.add(added);
            reach.forget(added.name());
            return added;
        });
    }

    @Override
    public OfferedKey offeredKey(String name) {
        Host host = hosts.get(name);
        HostKey offered = offered(name, host.address(), host.sshPort());
        return new OfferedKey(offered.algorithm(), offered.fingerprint());
    }

    @Override
    public Host trust(String name, String fingerprint, Actor actor) {
        return audited(actor, "host.trust-key", name, () -> {
            Host host = hosts.get(name);
            HostKey offered = offered(name, host.address(), host.sshPort());
            if (!offered.fingerprint().equals(fingerprint.strip())) {
                throw new Problem(Finding.blocker("HostKeyDiffers", name,
                        "%s offers the key %s, not the one that you compared.".formatted(name, offered.fingerprint()),
                        "Compare again on the machine itself: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
                        .with(Map.of("offered", offered.fingerprint())));
            }
            return saved(DeclaredHosts.withKey(host, offered, true));
        });
    }

    @Override
    public void installKey(String name, String password, Actor actor) {
        audited(actor, "host.install-key", name, () -> {
            Host host = hosts.get(name);
            if (!host.hostKeyTrusted()) {
                throw new Problem(Finding.blocker("HostKeyNotTrusted", name,
                        "The host key of " + name + " has not been compared and trusted yet; a password isn't sent to a stranger.",
                        "Compare " + host.hostKeyFingerprint() + " with the key on the machine, and trust it.")
                        .fixedBy("trust-host-key"));
            }
            ssh.installPanelKey(new SshTarget(name, host.address(), host.sshPort(), host.sshUser(),
                    new HostKey(host.hostKeyAlgorithm(), host.hostKeyFingerprint()), null), password, LIMIT);
            reach.forget(name);
            return host;
        });
    }

    @Override
    public StartResult enrol(String name, @Nullable AdminLogin admin, Actor actor) {
        hosts.get(name);
        retryAtOnce(name);
        if (admin != null) {
            adminLogins.keep(name, admin);
        }
        Map<String, Object> options = admin == null ? Map.of() : Map.of(Enrolment.ADMIN_USER, admin.user());
        return operations.start(new OperationRequest(OperationKind.ENROL, null, name, Pace.AUTO, null, null, options, actor));
    }

    @Override
    public Host change(String name, HostChange change, Actor actor) {
        return audited(actor, "host.change", name, () -> {
            Host before = hosts.get(name);
            Host after = DeclaredHosts.changed(before, change, secrets);
            boolean elsewhere = !after.address().equals(before.address()) || after.sshPort() != before.sshPort();
            return saved(elsewhere ? atAnotherAddress(after) : after);
        });
    }

    @Override
    public void remove(String name, Actor actor) {
        audited(actor, "host.remove", name, () -> {
            Host host = hosts.get(name);
            hosts.remove(name);
            reach.forget(name);
            adminLogins.forget(name);
            return host;
        });
    }

    /** Someone looks after the host just now: a refusal from before needn't be waited out. An open session stays as it is. */
    private void retryAtOnce(String name) {
        try {
            reach.host(name);
        } catch (Problem e) {
            reach.forget(name);
        }
    }

    private Host atAnotherAddress(Host host) {
        HostKey offered = offered(host.name(), host.address(), host.sshPort());
        boolean same = offered.fingerprint().equals(host.hostKeyFingerprint());
        return DeclaredHosts.withKey(host, offered, same && host.hostKeyTrusted());
    }

    private HostKey offered(String name, String address, int port) {
        try {
            return ssh.offeredKey(address, port, LIMIT);
        } catch (Problem e) {
            throw new Problem(e.finding().on(name), e);
        }
    }

    private Host saved(Host host) {
        hosts.save(host);
        reach.forget(host.name());
        return host;
    }

    private <R> R audited(Actor actor, String action, String subject, Supplier<R> act) {
        try {
            R done = act.get();
            audit.record(actor, action, subject, "done");
            return done;
        } catch (Problem e) {
            audit.record(actor, action, subject, "refused: " + e.finding().code());
            throw e;
        }
    }
}
