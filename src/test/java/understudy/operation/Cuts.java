package understudy.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off the life of an operation after each thing that one of its steps does to a host or server: after the first that it was
 * not cut off after before. What follows in that life reaches nobody, its sessions are dropped, and the panel's own pick-up is the
 * next life. So every gap between two remote effects is an end once, without a new process for each.
 */
public final class Cuts {

    /** The JVM property by which a panel of a test is told. */
    public static final String PROPERTY = "understudy.test.cuts";

    private static final Logger LOG = LoggerFactory.getLogger(Cuts.class);
    /** A loop that tells the same again and again is cut off often enough. */
    private static final int MOST_OF_A_KIND = 3;

    /** They change nothing that outlives their session or their command. */
    private static final Pattern ONLY_LOOKS = Pattern.compile(
            "\\S+: (?:SET SESSION |sudo df |sudo bash -c 'for backup |sudo bash -c '\\[ (?:-f|-e|! -d) \"\\$1\" \\]).*", Pattern.DOTALL);

    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final InheritableThreadLocal<Life> lives = new InheritableThreadLocal<>();

    /** From the first act of a runner's thread on, and of the threads that it starts. */
    private static final class Life {

        private final Map<String, Integer> told = new HashMap<>();
        private String act = "";
        private boolean cut;

        synchronized void begins(String name) {
            act = name;
            told.clear();
        }

        synchronized boolean acts() {
            return !act.isEmpty();
        }

        synchronized String times(String effect) {
            int times = told.merge(effect, 1, Integer::sum);
            return act + " | " + Math.min(times, MOST_OF_A_KIND) + " | " + effect;
        }

        synchronized void cut() {
            cut = true;
        }

        synchronized boolean isCut() {
            return cut;
        }
    }

    /** A step is about to act, or to be undone, on this thread. */
    void actBegins(String step) {
        if (lives.get() == null) {
            lives.set(new Life());
        }
        lives.get().begins(step);
    }

    void actEnds() {
        if (lives.get() != null) {
            lives.get().begins("");
        }
    }

    /** Ends the caller if its life is over. */
    void requireAlive() {
        Life life = lives.get();
        if (life != null && life.isCut() && !watching()) {
            throw new CutOff("this life was cut off");
        }
    }

    /** Does it, and cuts the life off if an act did it that was never cut off there. @param drop its sessions */
    Object effect(String what, Callable<Object> does, Runnable drop) throws Exception {
        requireAlive();
        Object answer = does.call();
        Life life = lives.get();
        if (life == null || !life.acts() || ONLY_LOOKS.matcher(what).matches() || watching()) {
            return answer;
        }
        String effect = life.times(kind(what));
        if (done.add(effect)) {
            life.cut();
            LOG.warn("Cut off in {}", effect);
            drop.run();
            throw new CutOff(effect);
        }
        return answer;
    }

    /** The same statement or command with other times, sizes, addresses and tables is the same. */
    private static String kind(String what) {
        String line = what.strip().replaceAll("\\s+", " ").replaceAll("\\d+", "#").replaceFirst("LOCK TABLES .*", "LOCK TABLES …");
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }

    /** The monitor's threads may have been started by an act, and are none of it. */
    private static boolean watching() {
        return StackWalker.getInstance().walk(frames ->
                frames.anyMatch(frame -> frame.getClassName().startsWith("understudy.monitor.")));
    }
}
