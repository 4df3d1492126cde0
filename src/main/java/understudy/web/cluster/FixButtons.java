package understudy.web.cluster;

import understudy.finding.Finding;
import understudy.web.ErrorCoach;
import understudy.web.FindingView;

/** Which button helps against a finding on the cluster's page, and where it leads. */
final class FixButtons {

    private FixButtons() {
    }

    static FindingView view(Finding finding, String cluster) {
        FindingView view = FindingView.of(finding);
        String host = finding.host();
        if (host == null) {
            return switch (finding.code()) {
                case "OperationRunning" -> view.withButton("Show it", "/operations?cluster=" + cluster);
                case "NoCandidate" -> view.withButton("Make a replica …", "/clusters/" + cluster + "/setup");
                default -> view;
            };
        }
        if (view.href() != null) {
            return view;
        }
        if ("lead-routes".equals(finding.fix())) {
            return view.withButton("Lead it there …", "/clusters/" + cluster + "/members/" + finding.evidence().get("source") + "/routes");
        }
        if ("apply-policy".equals(finding.fix())) {
            return view.withButton("Apply the policy …", "/clusters/" + cluster + "/members/" + host + "/policy");
        }
        if (finding.fix() != null) {
            return ErrorCoach.button(view, finding.fix(), host, cluster, finding.evidence().get("source"));
        }
        return switch (finding.code()) {
            case "CandidateFollowsNobody", "CandidateFollowsAnother", "CandidateNotReplica", "GtidOff", "BinlogOff", "NotRowFormat",
                    "ReplicaUpdatesNotLogged" -> view.withButton("Set it up …", "/clusters/" + cluster + "/setup?host=" + host);
            case "LagHigh" -> view.withButton("Policy", "/clusters/" + cluster + "/policy");
            case "SourceNotSeen", "SourceWritesWait" -> view.withButton("Fail over …", "/clusters/" + cluster + "/failover");
            case "NoCandidate" -> view.withButton("Bring it back …", "/clusters/" + cluster + "/members/" + host + "/rejoin");
            case "ReplicaCannotFollow", "ErrantTransactions" -> view.withButton("Let it rejoin …", "/clusters/" + cluster + "/members/" + host + "/rejoin");
            case "PanelOnMember" -> view;
            default -> view.withButton("Look at " + host, "/hosts/" + host);
        };
    }
}
