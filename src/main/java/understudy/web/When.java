package understudy.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment as pages show it: how long ago, with the exact time as tooltip. A script goes on counting and turns the tooltip into
 * local time.
 *
 * @param iso for the {@code datetime} attribute
 * @param exact in UTC
 * @param ago such as {@code 3 min ago}
 */
public record When(String iso, String exact, String ago) {

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public static When of(Instant at, Instant now) {
        return new When(at.truncatedTo(ChronoUnit.MILLIS).toString(), EXACT.format(at), ago(Duration.between(at, now)));
    }

    /** As {@link #of}, but null stays null. */
    public static @Nullable When ofNullable(@Nullable Instant at, Instant now) {
        return at == null ? null : of(at, now);
    }

    private static String ago(Duration age) {
        if (age.toSeconds() < 1) {
            return "just now";
        }
        if (age.toSeconds() < 60) {
            return age.toSeconds() + " s ago";
        }
        if (age.toMinutes() < 60) {
            return age.toMinutes() + " min ago";
        }
        if (age.toHours() < 24) {
            return age.toHours() + " h ago";
        }
        return age.toDays() == 1 ? "yesterday" : age.toDays() + " days ago";
    }
}
