package understudy.web.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.monitor.TimelineEntry;
import understudy.web.OperationBrief;
import understudy.web.When;

/**
 * One thing that happened, by the panel's doing or seen from afar.
 *
 * @param detail who and how long, or empty
 * @param href the operation's page, or null
 */
record StoryView(String tone, String text, String detail, When when, @Nullable String href) {

    private static final int LONGEST = 12;

    /** Both kinds, newest first. */
    static List<StoryView> of(List<OperationBrief> operations, List<TimelineEntry> seen, Instant now) {
        List<StoryView> all = new ArrayList<>();
        operations.forEach(brief -> all.add(new StoryView(brief.tone(), brief.story(),
                brief.by() + (brief.took() == null ? "" : " · took " + brief.took()), brief.when(), "/operations/" + brief.id())));
        seen.forEach(entry -> all.add(new StoryView(tone(entry.code()), entry.text(), "", When.of(entry.at(), now), null)));
        all.sort(Comparator.comparing((StoryView story) -> story.when().iso()).reversed());
        return List.copyOf(all.subList(0, Math.min(LONGEST, all.size())));
    }

    private static String tone(String code) {
        return switch (code) {
            case "HostLost", "ReplicationBroken", "SplitBrain", "ErrantFound", "ReturnedNotClosed", "SourceNotOpened", "OpenedByHand",
                    "PromotionUnfinished", "AutomaticFailoverRefused", "GivenUp", "FailedBefore", "AddressOnTwoHosts",
                    "AddressAstray", "AddressNotGivenBack" -> "bad";
            case "LagHigh", "ServerClosed", "ReturnedClosed", "Returned", "OpenInMaintenance", "MemberNotSeen", "OtherServerWritable",
                    "SourceLacksTransactions", "ReplicaAstray", "SourceFollowsAnother", "AddressTaken" -> "warn";
            case "HostBack", "ReplicationRecovered", "LagBack", "SplitBrainEnded", "ErrantGone", "SourceOpened", "AddressGivenBack" -> "ok";
            default -> "idle";
        };
    }
}
