package understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Has {@code lab/bin/images} build what is missing, once in the life of this virtual machine. */
final class LabImages {

    private static final String TAG = build();

    private LabImages() {
    }

    static String tag() {
        return TAG;
    }

    private static String build() {
        try {
            var script = Path.of("lab/bin/images").toAbsolutePath();
            var process = new ProcessBuilder(script.toString()).redirectError(Redirect.INHERIT).start();
            var tag = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("lab/bin/images failed; its output says why");
            }
            return tag;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lab images were built", e);
        }
    }
}
