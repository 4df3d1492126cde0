package understudy.remote;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command's error output: what {@link RemoteScript} and sudo say to the panel is heard, the rest is kept, up to a limit. */
final class ErrorOutput extends OutputStream {

    /** What has been heard while waiting. */
    enum Heard { JOB_RUNS, SUDO_ASKS, ENDED, NOTHING }

    private static final int KEPT_BYTES = 256 * 1024;
    private static final Pattern STARTED = Pattern.compile(RemoteScript.STARTED + "(\\d+)\n");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int questionsHeard;
    private boolean ended;
    private @Nullable String job;

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            kept.write(bytes, offset, Math.min(length, Math.max(0, KEPT_BYTES - kept.size())));
            if (job == null) {
                Matcher started = STARTED.matcher(raw());
                job = started.find() ? started.group(1) : null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The channel is closed; nothing more will come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the job runs, sudo asks (again), or the command is over. */
    Heard listen(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (true) {
                Heard heard = heard();
                if (heard != Heard.NOTHING || left <= 0) {
                    return heard;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How often sudo has asked. */
    int questions() {
        lock.lock();
        try {
            return questionsHeard;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the job on the host, or null while it isn't known. */
    @Nullable String job() {
        lock.lock();
        try {
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** What was said to people, with these secrets masked. */
    String text(List<String> secrets) {
        lock.lock();
        try {
            String text = STARTED.matcher(raw()).replaceFirst("").replace(RemoteScript.PROMPT, "");
            for (String secret : secrets) {
                text = secret.isEmpty() ? text : text.replace(secret, "***");
            }
            return text;
        } finally {
            lock.unlock();
        }
    }

    private Heard heard() {
        if (job != null) {
            return Heard.JOB_RUNS;
        }
        int questions = raw().split(Pattern.quote(RemoteScript.PROMPT), -1).length - 1;
        if (questions > questionsHeard) {
            questionsHeard = questions;
            return Heard.SUDO_ASKS;
        }
        return ended ? Heard.ENDED : Heard.NOTHING;
    }

    private String raw() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
