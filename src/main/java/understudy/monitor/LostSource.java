package understudy.monitor;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostAnswer.Process;
import understudy.monitor.Witness.Hearing;

/**
 * Judges a source that gives no answer. What proves life ends the matter; what its host can prove needs no waiting; everything
 * else needs time and the agreement of the replicas that can be seen. When in doubt it waits.
 */
final class LostSource {

    /** A supervisor has this long to bring the server back. */
    private static final Duration TO_RESTART = Duration.ofSeconds(10);
    /** Without any proof nothing must have been heard for so long; a replica's own silence counts from here too. */
    static final Duration SILENCE = Duration.ofSeconds(3);
    /** What a replica heard may be from before the fault; after this long it isn't. */
    private static final Duration TO_BE_BELIEVED = Duration.ofSeconds(5);
    /** A server whose process lives and isn't stopped may only be slow. */
    private static final Duration TO_BREATHE = Duration.ofSeconds(6);
    /** After the panel's own start, or when all were gone at once, a source may still be starting, as after a power cut. */
    private static final Duration TO_APPEAR = Duration.ofSeconds(60);

    private final Symptoms seen;
    private final String source;
    private final SourceSight.Lost lost;

    LostSource(Symptoms seen, String source, SourceSight.Lost lost) {
        this.seen = seen;
        this.source = source;
        this.lost = lost;
    }

    Diagnosis diagnosis() {
        if (lost.lives()) {
            return no(Verdict.SERVER_REFUSES, source + " lives, but doesn't let the panel in.",
                    "An error from the server proves that it lives. Mend what it says: " + lost.why());
        }
        if (!(seen.hostAnswer() instanceof HostAnswer.Told told)) {
            return withoutItsHost();
        }
        if (told.process() == Process.GONE || !told.listening()) {
            return down(told);
        }
        return told.process() == Process.STOPPED
                ? hung("its process is stopped by a signal", FailureDetector.WRITE_LIMIT, 1)
                : hung("its process is there, but answers nothing", TO_BREATHE, 2);
    }

    private Diagnosis down(HostAnswer.Told told) {
        String reviving = told.revival() != null ? told.revival()
                : told.process() == Process.GONE ? null : "its process is there, but doesn't listen yet";
        if (reviving != null && !seen.passedSince(lost.since(), TO_RESTART)) {
            return no(Verdict.SERVER_RESTARTING, "The server on " + source + " is down, but is just being brought back.",
                    "It has up to " + TO_RESTART.toSeconds() + " s for it: " + reviving + ".");
        }
        return agreed(Verdict.SERVER_DEAD, told.process() == Process.GONE
                ? "The server on " + source + " is dead: its host answers, and no process of it is left."
                : "The server on " + source + " is down: nothing listens on its port, and it doesn't come back.");
    }

    private Diagnosis hung(String how, Duration patience, int looks) {
        if (FailureDetector.full(seen.hostAnswer())) {
            return no(Verdict.DISK_FULL, "The disk of " + source + " is full, and its server answers nothing any more.",
                    "The server lives and goes on by itself as soon as there is room. Free some space on " + source
                            + "; if that can't be done now, fail over by hand.");
        }
        if (lost.looks() < looks || !seen.passedSince(lost.quietSince(), patience)) {
            return suspected("It may only be slow; the panel gives it " + patience.toSeconds() + " s.");
        }
        return agreed(Verdict.SERVER_HUNG, "The server on " + source + " hangs: " + how + ".");
    }

    private Diagnosis withoutItsHost() {
        List<String> hearing = names(witness -> witness.hearing() == Hearing.HEARS || witness.greeted());
        if (!hearing.isEmpty() && !seen.passedSince(lost.quietSince(), TO_BE_BELIEVED) && noneGreeted()) {
            return suspected(all(hearing) + " heard it a moment ago; in a few seconds it is clear whether that goes on.");
        }
        if (!hearing.isEmpty()) {
            return no(Verdict.NETWORK_TO_PANEL, "Only the panel can't reach " + source + ": " + all(hearing) + " still can.",
                    "The server lives and very likely serves the application. Mend the network between the panel and " + source + ".");
        }
        if (seen.witnesses().isEmpty()) {
            return suspected("It has no replica that could agree or take over.");
        }
        if (seen.witnesses().stream().allMatch(witness -> witness.hearing() == Hearing.UNSEEN)) {
            return no(Verdict.PANEL_ISOLATED, "The panel sees none of the servers, neither " + source + " nor its replicas.",
                    "A panel that sees nobody may be the one that is cut off. Look at its own network first.");
        }
        if (seen.hostAnswer() == null && lost.looks() < 2) {
            return suspected("One missed look is no proof; its host is being asked.");
        }
        if (!seen.passedSince(lost.quietSince(), SILENCE)) {
            return suspected("Nothing must have been heard of it for " + SILENCE.toSeconds() + " s.");
        }
        return agreed(knocked(Knock.Answer.REFUSED) ? Verdict.SERVER_DEAD
                : knocked(Knock.Answer.SILENT) ? Verdict.SERVER_HUNG : Verdict.HOST_DEAD, withoutItsHostInWords());
    }

    private String withoutItsHostInWords() {
        if (knocked(Knock.Answer.REFUSED)) {
            return "The server on " + source + " is down: its host refuses connections to the port, and SSH doesn't answer.";
        }
        return knocked(Knock.Answer.SILENT)
                ? source + " is frozen: it takes connections and says nothing, and SSH doesn't answer."
                : source + " is dead or cut off from everyone; from outside that can't be told apart.";
    }

    /** The verdict, leading to a failover when those who can be seen agree. */
    private Diagnosis agreed(Verdict verdict, String summary) {
        String missing = disagreement();
        return missing == null
                ? new Diagnosis(seen.cluster(), source, verdict, summary, Evidence.of(seen), true, null, seen.now(), hostReachable())
                : no(verdict, summary, missing);
    }

    /** What speaks against a failover; null when nothing does. */
    private @Nullable String disagreement() {
        List<String> hearing = names(witness -> witness.hearing() == Hearing.HEARS || witness.greeted());
        if (seen.maintenance()) {
            return "The cluster is in maintenance, so the panel does nothing by itself.";
        }
        if (!hearing.isEmpty()) {
            return all(hearing) + " still hears it, so the panel waits.";
        }
        if (seen.witnesses().isEmpty()) {
            return "There is no replica that could take over.";
        }
        if (seen.witnesses().stream().noneMatch(Witness::seen)) {
            boolean soon = seen.witnesses().stream().anyMatch(witness -> witness.hearing() == Hearing.STALE);
            return soon ? "The replicas have not been asked since; that takes a moment."
                    : "No replica can be seen, so nobody can agree or take over.";
        }
        if (!proven() && seen.witnesses().stream().noneMatch(Witness::agrees)) {
            return "No replica knows for itself that it is gone: their receivers are stopped.";
        }
        if (lost.lastSeen() == null && !seen.passedSince(lost.since(), TO_APPEAR)) {
            return "The panel has only just started and never saw it; it gets a minute to appear.";
        }
        if (seen.replicasBackSince() != null && !seen.passedSince(seen.replicasBackSince(), TO_APPEAR)) {
            return "Its replicas were gone as well, as after a power cut, and are only just back; it gets a minute to appear too.";
        }
        return null;
    }

    private boolean noneGreeted() {
        return seen.witnesses().stream().noneMatch(Witness::greeted);
    }

    /** Whether the host itself shows that there is no server. */
    private boolean proven() {
        return seen.hostAnswer() instanceof HostAnswer.Told told && (told.process() != Process.RUNNING || !told.listening());
    }

    private boolean knocked(Knock.Answer answer) {
        return seen.witnesses().stream().map(Witness::knock).anyMatch(knock -> knock != null && knock.answer() == answer);
    }

    private Diagnosis suspected(String whyNot) {
        return no(Verdict.SUSPECTED, source + " gives no answer: " + lost.why(), whyNot);
    }

    private Diagnosis no(Verdict verdict, String summary, String whyNot) {
        return new Diagnosis(seen.cluster(), source, verdict, summary, Evidence.of(seen), false, whyNot, seen.now(), hostReachable());
    }

    private boolean hostReachable() {
        return seen.hostAnswer() instanceof HostAnswer.Told;
    }

    private List<String> names(Predicate<Witness> which) {
        return seen.witnesses().stream().filter(which).map(Witness::host).toList();
    }

    private static String all(List<String> names) {
        return String.join(", ", names);
    }
}
