package understudy.web.cluster;

import java.util.List;
import java.util.Locale;
import understudy.operation.OperationKind;

/** What can be done with one replica beside promoting it, and what that means, in the words of the page. */
enum MemberTask {

    /** Compares every row with the source's. */
    CHECK(OperationKind.CHECK_DATA, "Check the data of %s", "Compare now",
            "Proves that %s has the same rows as %s, table by table.",
            List.of("Nothing is changed. Both servers read every row, so both are busier while it runs.",
                    "Writes go on; each table is held still for some thousandths of a second.",
                    "You can cancel at any time. Tables that differ are named at the end.")),

    /** Ends replication to it. */
    DETACH(OperationKind.DETACH, "Detach %s", "Detach it",
            "Takes %s out of replication. From then on it no longer follows %s.",
            List.of("It can't take over any more, and what is written from now on isn't on it.",
                    "Its data stay as they are, and it stays read-only, so that nobody writes there by mistake.",
                    "The source and the application notice nothing.",
                    "There is no undo. To have it back, let it rejoin; it follows again as long as the source's log reaches back.")),

    /** Brings it back. */
    REJOIN(OperationKind.REJOIN, "Bring %s back", "Bring it back",
            "Lets %s follow %s again, if that loses nothing.",
            List.of("It is told to start closed; if its server is stopped, it is started then. Nobody can write there at any time.",
                    "What it has executed is compared with the source. With nothing of its own it just follows and catches up.",
                    "If it has transactions that the source never had, they are kept as a file and shown, and it stops there: nothing is thrown away.",
                    "If the source's log no longer reaches back to it, it stops and asks for a new copy.")),

    /** Brings the servers in line with what was chosen. */
    POLICY(OperationKind.APPLY_POLICY, "Apply the policy from %s on", "Apply it",
            "Brings the servers in line with the policy: %1$s and all that follow it.",
            List.of("The application isn't disturbed and no server is restarted.",
                    "Replicas' receivers connect anew, which takes less than a second each.",
                    "If a step fails, all that was changed is taken back.")),

    /** Leads everybody to the source that there is. */
    ROUTES(OperationKind.SWITCH_ROUTES, "Lead the application to %s", "Lead it there",
            "Every route of the cluster leads to %1$s then. What leads there already isn't touched.",
            List.of("The databases aren't touched, and nothing is promoted.",
                    "Where a file changes, a copy is kept beside it and the application there is restarted; its requests wait for that.",
                    "What can't follow is named at the end, with the commands that do it by hand.")),

    /** Finds out whether they could follow. */
    REHEARSAL(OperationKind.REHEARSE_ROUTES, "Rehearse the application's way to %s", "Rehearse",
            "Looks on every host whether the application could follow to %1$s, as a promotion would, and stops before the first change.",
            List.of("Nothing is changed and nothing is restarted, so any hour is good.",
                    "The files are read and compared, the application's account is looked for on %1$s, and from each host it is tried whether %1$s answers.",
                    "Hooks are called with check, and the application's own pages are asked whether it is well; nothing is written through them.",
                    "What stands in the way is named with what to do."));

    private final OperationKind kind;
    private final String title;
    private final String button;
    private final String lead;
    private final List<String> consequences;

    MemberTask(OperationKind kind, String title, String button, String lead, List<String> consequences) {
        this.kind = kind;
        this.title = title;
        this.button = button;
        this.lead = lead;
        this.consequences = consequences;
    }

    /** From the last word of the page's address. */
    static MemberTask of(String word) {
        return switch (word) {
            case "detach" -> DETACH;
            case "policy" -> POLICY;
            case "routes" -> ROUTES;
            case "rejoin" -> REJOIN;
            case "rehearsal" -> REHEARSAL;
            default -> CHECK;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    OperationKind kind() {
        return kind;
    }

    String title(String host) {
        return title.formatted(host);
    }

    String lead(String host, String source) {
        return lead.formatted(host, source);
    }

    public String button() {
        return button;
    }

    /** What it does to whom, in sentences. */
    public List<String> consequences(String host) {
        return consequences.stream().map(sentence -> sentence.contains("%1$s") ? sentence.formatted(host) : sentence).toList();
    }

    /** Whether it takes something away. */
    public boolean grave() {
        return this == DETACH;
    }
}
