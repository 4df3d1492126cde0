package understudy.web.operation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationView.Progress;
import understudy.web.Amounts;

/**
 * How far a long step is.
 *
 * @param percent 0 to 100, or null when nobody knows the end
 * @param amount such as {@code 412 MB of about 1.1 GB}
 * @param rate such as {@code 21 MB/s}, or empty
 * @param left such as {@code about 31 s left}, or empty
 */
record ProgressView(@Nullable Integer percent, String amount, String rate, String left) {

    static @Nullable ProgressView of(@Nullable Progress progress) {
        if (progress == null) {
            return null;
        }
        Long total = progress.totalBytes();
        long rate = progress.bytesPerSecond();
        String speed = rate > 0 ? Amounts.bytes(rate) + "/s" : "";
        if (total == null || total <= 0) {
            return new ProgressView(null, Amounts.bytes(progress.doneBytes()), speed, "");
        }
        long rest = Math.max(0, total - progress.doneBytes());
        // an estimate may be passed: never say that it is finished before it is
        int percent = (int) Math.min(99, progress.doneBytes() * 100 / total);
        String left = rate <= 0 ? "" : rest == 0 ? "nearly there" : "about " + left(rest / rate + 1) + " left";
        return new ProgressView(percent, Amounts.bytes(progress.doneBytes()) + " of about " + Amounts.bytes(total), speed, left);
    }

    private static String left(long seconds) {
        return seconds < 60 ? seconds + " s" : Amounts.duration(Duration.ofSeconds(seconds));
    }
}
