package understudy.fence;

import java.util.List;
import understudy.finding.Finding;

/** Why a failover doesn't begin: the source lives, or nobody can tell. */
final class DeathFindings {

    private static final String ISOLATED = "PanelIsolated";

    private DeathFindings() {
    }

    static Finding lives(String source) {
        return Finding.blocker("SourceAlive", source, source + " lives: its server takes statements.",
                "Switch over instead: that loses nothing. Nothing was changed.");
    }

    static Finding livesElsewhere(String source, List<String> greeted) {
        return Finding.blocker("SourceAlive", source,
                source + " lives: it still greets " + String.join(" and ", greeted) + ". Only the panel can't reach it.",
                "Mend the panel's way to " + source + ". The application isn't affected, and nothing was changed.");
    }

    static boolean isIsolation(Finding finding) {
        return finding.code().equals(ISOLATED);
    }

    static Finding isolated(String source) {
        return Finding.blocker(ISOLATED, source,
                "The panel reaches neither " + source + " nor any of its replicas' hosts, so it may itself be the one that is cut off.",
                "Mend the panel's network. Nothing was changed.");
    }
}
