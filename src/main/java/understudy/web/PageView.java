package understudy.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around every page needs.
 *
 * @param title what the tab and a bookmark say
 * @param nav the entry of the bar that it belongs to: clusters, hosts, operations or settings; empty for none
 * @param live the address of its event stream, or null when nothing on it moves
 * @param seen when the newest thing on it was seen, or null
 */
public record PageView(String title, String nav, @Nullable String live, @Nullable Instant seen) {

    /** A page on which nothing moves by itself. */
    public static PageView still(String title, String nav) {
        return new PageView(title, nav, null, null);
    }

    /** A page that follows an event stream. */
    public static PageView live(String title, String nav, String stream, @Nullable Instant seen) {
        return new PageView(title, nav, stream, seen);
    }
}
