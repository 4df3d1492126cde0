package understudy.web.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationView;
import understudy.web.FindingView;

/** What ended an operation, with the button that leads on where another operation helps. */
final class WayOut {

    /** What to agree to when a host can't just come back, by what stands in the way. */
    private static final Map<String, String> REJOIN = Map.of(
            "ErrantTransactions", "discard", "ErrantTransactionsNotInLog", "both", "SourceLogPurged", "recopy", "ReplicaHasNoData", "recopy");

    private WayOut() {
    }

    static @Nullable FindingView of(OperationView operation) {
        Finding error = operation.error();
        if (error == null) {
            return null;
        }
        FindingView view = FindingView.of(error);
        String how = REJOIN.get(error.code());
        if (operation.kind() != OperationKind.REJOIN || how == null) {
            return view;
        }
        String file = error.evidence().get("file");
        String cluster = "/clusters/" + operation.cluster();
        String words = how.equals("recopy") ? "Copy again …" : "Discard and copy again …";
        String again = cluster + "/members/" + operation.host() + "/rejoin?how=" + how;
        return file == null ? view.withButton(words, again)
                : view.withButton("Read what only " + operation.host() + " has …", cluster + "/kept-files/" + file).withSecondButton(words, again);
    }
}
