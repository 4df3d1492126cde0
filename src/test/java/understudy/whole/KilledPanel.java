package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.operation.FaultPoint;

/**
 * Kills the panel at every step of one operation, one life after the other: when the step has acted and the journal doesn't know,
 * and before that in the middle of the act, where the act has one.
 */
final class KilledPanel {

    private static final Logger LOG = LoggerFactory.getLogger(KilledPanel.class);
    private static final Pattern DEATH = Pattern.compile("Dies at #(\\d+):([a-z-]+)\\S* (.*)");
    /** Nobody looks at the pages of these lives, and there are many of them. */
    private static final String[] ONLY_WHAT_IT_NEEDS = {
        "-Dspring.main.lazy-initialization=true", "-Dspring.main.web-application-type=none", "-Dspring.main.keep-alive=true"};
    private static final Duration LIFE = Duration.ofSeconds(150);

    private final Pair pair;
    private final Map<String, Integer> millisIntoTheAct;

    /** @param millisIntoTheAct by the step's name, or name@host, when the middle of its act is; the other acts are too short to have one */
    KilledPanel(Pair pair, Map<String, Integer> millisIntoTheAct) {
        this.pair = pair;
        this.millisIntoTheAct = millisIntoTheAct;
    }

    /**
     * How the panel died at a step.
     *
     * @param step its name and host
     * @param how what the log says
     */
    record Death(String step, String moment, String how) {

        boolean whileActing() {
            return how.equals(FaultPoint.WHILE_ACTING);
        }

        /** It had acted, and the journal doesn't know. */
        boolean acted() {
            return how.startsWith("before its end entry: done");
        }
    }

    /** Starts the operation, kills the panel at each of its steps, and leaves a panel that lives and goes on. */
    List<Death> killAtEachStepOf(Map<String, ?> request) throws Exception {
        List<String> steps = stepsOf(request);
        pair.panel.kill();
        List<Death> deaths = new ArrayList<>();
        for (int number = 1; number <= steps.size(); number++) {
            String step = steps.get(number - 1);
            for (String moment : moments(step)) {
                deaths.add(life(number, step, moment, deaths.isEmpty() ? request : null));
            }
        }
        pair.panel.startAgain();
        return deaths;
    }

    /** Read from the operation itself, so that a new step is killed too. */
    private List<String> stepsOf(Map<String, ?> request) {
        List<String> names = new ArrayList<>();
        for (JsonNode step : pair.client.awaitPossible(Pair.CLUSTER, request).get("steps")) {
            names.add(step.get("name").asString() + "@" + step.get("host").asString(""));
        }
        return names;
    }

    private List<String> moments(String step) {
        Integer usual = millisIntoTheAct.get(step.replaceFirst("@.*", ""));
        Integer middle = millisIntoTheAct.getOrDefault(step, usual);
        return middle == null ? List.of("before-ended") : List.of("during+" + middle + "ms", "before-ended");
    }

    private Death life(int number, String step, String moment, Map<String, ?> request) throws Exception {
        long begun = System.nanoTime();
        String option = "-D" + FaultPoint.PROPERTY + "=#" + number + ":" + moment;
        if (request == null) {
            pair.panel.launch(Stream.concat(Stream.of(option), Stream.of(ONLY_WHAT_IT_NEEDS)).toArray(String[]::new));
        } else {
            pair.panel.startAgain(option);
            pair.client.awaitPossible(Pair.CLUSTER, request);
            post(request);
        }
        assertThat(pair.panel.awaitDeath(LIFE)).as("the panel died at step %d %s %s; %s", number, step, moment, standing())
                .isTrue();
        Death death = lastDeath(number, step);
        LOG.info("A life of {} ms ended at {} {} {}", (System.nanoTime() - begun) / 1_000_000, step, moment, death.how());
        assertThat(moment).as("the panel died as it was to: %s", death).startsWith(death.moment());
        return death;
    }

    private Death lastDeath(int number, String step) throws IOException {
        List<MatchResult> deaths = DEATH.matcher(pair.panel.log()).results().toList();
        assertThat(deaths).as("deaths in the panel's log").isNotEmpty();
        MatchResult last = deaths.getLast();
        assertThat(Integer.parseInt(last.group(1))).as("the step at which it died: %s", last.group()).isEqualTo(number);
        return new Death(step, last.group(2), last.group(3));
    }

    private void post(Map<String, ?> request) {
        try {
            pair.client.start(Pair.CLUSTER, request);
        } catch (UncheckedIOException died) {
            assertThat(died.getCause()).as("it died before it answered").isInstanceOf(IOException.class);
        }
    }

    private Object standing() {
        return new Object() {
            @Override
            public String toString() {
                try {
                    pair.panel.kill();
                    pair.panel.startAgain();
                    return pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).text();
                } catch (IOException | InterruptedException e) {
                    return e.toString();
                }
            }
        };
    }
}
