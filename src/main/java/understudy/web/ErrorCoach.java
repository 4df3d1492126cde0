package understudy.web;

import org.jspecify.annotations.Nullable;
import understudy.finding.Explanation;
import understudy.finding.Finding;
import understudy.finding.ServerErrors;
import understudy.monitor.HostState;

/** What a replica's last error means, what has probably happened and which button helps, for whoever reads it at night. */
public final class ErrorCoach {

    private ErrorCoach() {
    }

    /** The replica's last error explained, or null when there is none. @param cluster that the host belongs to, or null */
    public static @Nullable FindingView explain(HostState host, @Nullable String cluster) {
        HostState.Replication replication = host.replication();
        if (replication == null || replication.lastError() == null || replication.lastError().isBlank()) {
            return null;
        }
        String said = replication.lastError();
        Finding finding = ServerErrors.ofReplication(replication.lastErrorNumber(), said).orElseGet(() -> unknown(replication.lastErrorNumber()))
                .on(host.name(), said);
        return button(FindingView.of(finding), finding.fix(), host.name(), cluster, replication.sourceHost());
    }

    private static Explanation unknown(int number) {
        return new Explanation(number, "ReplicationStopped", "replication stands still.", "", "Read the server's own words below; the panel has no "
                + "advice for this number. Its error log on the host may say more.", null);
    }

    /**
     * The same finding with the button of its fix, where that is an operation of the cluster or another page.
     *
     * @param source name or address of the host at the other end
     */
    public static FindingView button(FindingView view, @Nullable String fix, String host, @Nullable String cluster, @Nullable String source) {
        if (Explanation.LOOK_AT_SOURCE.equals(fix)) {
            return source == null ? view : view.withButton("Look at " + source, "/hosts/" + source);
        }
        if (cluster == null) {
            return view;
        }
        String setup = "/clusters/" + cluster + "/setup?host=" + host;
        return switch (fix) {
            case Explanation.COPY_AGAIN -> view.withButton("Copy it again …", setup + "&recopy=true");
            case Explanation.SET_UP_AGAIN -> view.withButton("Set it up again …", setup);
            case Explanation.START_REPLICATION -> view.withButton("Start replication …", setup);
            case Explanation.REJOIN -> view.withButton("Let it rejoin …", "/clusters/" + cluster + "/members/" + host + "/rejoin");
            case null, default -> view;
        };
    }
}
