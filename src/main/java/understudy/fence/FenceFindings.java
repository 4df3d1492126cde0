package understudy.fence;

import understudy.finding.Finding;

/** Why a source isn't fenced, and what helps. */
final class FenceFindings {

    private FenceFindings() {
    }

    static Finding unfenceable(String source, String evidence) {
        return Finding.blocker("CannotFence", source,
                source + " can't be fenced: its host is out of reach and no fence hook is set up. " + evidence,
                "Make sure yourself that " + source + " takes no writes (switch it off, or unplug it), then fail over again and "
                        + "accept that the panel can't prove it (acceptUnfenced). Nothing was changed.");
    }

    static Finding hookFailed(String source) {
        return Finding.blocker("FenceFailed", source,
                source + " is out of reach and the fence hook didn't confirm that it takes no writes.",
                "Make sure yourself that " + source + " takes no writes, then fail over again and accept that the panel can't "
                        + "prove it (acceptUnfenced). The replicas have stopped receiving; roll back to let them go on.");
    }

    static Finding notProven(String source, String why) {
        return Finding.blocker("FenceFailed", source, source + " can't be proven to take no writes: " + why,
                "Stop the server on " + source + " by hand, then retry. The candidate has not been opened.");
    }

    static Finding startsOpen(String source, Finding why) {
        return Finding.blocker("FenceFailed", source, "The server on " + source + " was ended, but it would start open: " + why.message(),
                why.hint() + " Or keep its server from starting, and fail over again without that proof (acceptUnfenced). The candidate "
                        + "has not been opened.");
    }

    static Finding stillThere(String source, Finding why) {
        return notProven(source, "its host answers, and its server is still there. " + why.message());
    }

    static Finding answersAgain(String source) {
        return Finding.blocker("SourceAlive", source, source + " takes statements again, so it was left as it is.",
                "Roll back, so that the replicas follow it again; or switch over. Nothing was lost.");
    }
}
