package understudy.monitor;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was seen, in sentences: one a vantage point, each with its time in UTC. */
final class Evidence {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Evidence() {
    }

    static List<String> of(Symptoms seen) {
        List<String> sentences = new ArrayList<>();
        sentences.add(panel(seen));
        HostAnswer answer = seen.hostAnswer();
        if (answer != null) {
            sentences.add(host(seen.source(), answer));
        }
        for (Witness witness : seen.witnesses()) {
            sentences.add(witness(seen.source(), witness));
            Knock knock = witness.knock();
            if (knock != null) {
                sentences.add(knock(seen.source(), witness.host(), knock));
            }
        }
        return sentences;
    }

    private static String panel(Symptoms seen) {
        return switch (seen.sight()) {
            case SourceSight.Unlooked nothing -> "The panel has not looked yet.";
            case SourceSight.Answers answers -> answers.writeWaitsSince() == null
                    ? at(answers.at()) + ": " + seen.source() + " answered the panel."
                    : at(answers.at()) + ": " + seen.source() + " answered the panel, but a write sent at "
                            + at(answers.writeWaitsSince()) + " has not ended.";
            case SourceSight.Lost lost -> at(lost.since()) + ": the panel lost " + seen.source() + "; failed looks: " + lost.looks()
                    + ". " + lost.why();
        };
    }

    private static String host(@Nullable String source, HostAnswer answer) {
        return at(answer.at()) + ": " + switch (answer) {
            case HostAnswer.Silent silent -> "the host " + source + " gives no answer by SSH: " + silent.why();
            case HostAnswer.Told told -> "the host " + source + " answers by SSH: " + process(told.process())
                    + (told.listening() ? ", its port is open" : ", nothing listens on its port")
                    + (told.revival() == null ? "" : ", " + told.revival())
                    + (told.freeBytes() == null ? "" : ", " + (told.freeBytes() >> 20) + " MiB are free") + ".";
        };
    }

    private static String process(HostAnswer.Process process) {
        return switch (process) {
            case GONE -> "there is no server process";
            case RUNNING -> "the server's process is there";
            case STOPPED -> "the server's process is stopped by a signal";
            case IN_DISK_WAIT -> "the server's process waits for a disk";
        };
    }

    private static String witness(@Nullable String source, Witness witness) {
        String when = witness.at() == null ? "" : at(witness.at()) + ": ";
        Long silent = witness.silentMillis();
        String silence = silent == null ? "" : String.format(Locale.ROOT, ", the last sign is %.1f s old", silent / 1_000.0);
        return when + witness.host() + switch (witness.hearing()) {
            case HEARS -> " still hears " + source + silence + ".";
            case LOST -> " has lost " + source + " too" + silence + ".";
            case DEAF -> " doesn't listen to " + source + " now, so it can't know.";
            case STALE -> " has not been asked since.";
            case UNSEEN -> " can't be seen itself.";
        };
    }

    private static String knock(@Nullable String source, String replica, Knock knock) {
        return at(knock.at()) + ": knocking at " + source + " from " + replica + ": " + switch (knock.answer()) {
            case GREETED -> "its server greets.";
            case REFUSED -> "its host refuses, nothing listens there.";
            case SILENT -> "the connection is taken, but nobody greets.";
            case UNREACHED -> "no way leads there.";
            case UNTRIED -> "that could not be tried.";
        };
    }

    private static String at(Instant time) {
        return TIME.format(time);
    }
}
