package understudy.web;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;

/** Operations in the words of the person who reads about them. */
public final class OperationWords {

    private OperationWords() {
    }

    /** What it is: {@code Make uranus a replica}. */
    public static String title(OperationView operation) {
        return title(operation.kind(), operation.host());
    }

    static String title(OperationKind kind, @Nullable String host) {
        String whom = host == null ? "a host" : host;
        return switch (kind) {
            case ENROL -> "Get to know " + whom;
            case SETUP_REPLICA -> "Make " + whom + " a replica";
            case SWITCHOVER -> "Promote " + whom;
            case FAILOVER -> "Fail over to " + whom;
            case REJOIN -> "Bring " + whom + " back as a replica";
            case DETACH -> "Detach " + whom;
            case CHECK_DATA -> "Check the data of " + whom;
            case APPLY_POLICY -> "Bring the servers in line with the policy";
            case SWITCH_ROUTES -> "Lead the application to " + whom;
            case REHEARSE_ROUTES -> "Rehearse the application's way to " + whom;
        };
    }

    /** What became of it, for the timeline: {@code Promoted uranus · writes paused 8 ms, nothing lost}. */
    public static String story(OperationView operation) {
        return switch (operation.state()) {
            case SUCCEEDED -> done(operation.kind(), operation.host() == null ? "a host" : operation.host(), operation.result());
            case FAILED -> title(operation) + " · failed";
            case ROLLED_BACK -> title(operation) + " · rolled back, everything is as before";
            case CANCELLED -> title(operation) + " · cancelled";
            case INTERRUPTED -> title(operation) + " · interrupted, will be picked up";
            case WAITING -> title(operation) + " · waits for you";
            case PENDING, RUNNING -> title(operation) + " · running";
        };
    }

    /** ok, warn, bad or info: the colour of a state. */
    public static String tone(OperationStatus state) {
        return switch (state) {
            case SUCCEEDED -> "ok";
            case FAILED -> "bad";
            case ROLLED_BACK, CANCELLED, INTERRUPTED -> "warn";
            case PENDING, RUNNING, WAITING -> "info";
        };
    }

    /** The state as a word. */
    public static String word(OperationStatus state) {
        return switch (state) {
            case PENDING -> "about to start";
            case RUNNING -> "running";
            case WAITING -> "waits for you";
            case SUCCEEDED -> "done";
            case FAILED -> "failed";
            case ROLLED_BACK -> "rolled back";
            case CANCELLED -> "cancelled";
            case INTERRUPTED -> "interrupted";
        };
    }

    private static String done(OperationKind kind, String host, Map<String, Object> result) {
        return switch (kind) {
            case ENROL -> "Got to know " + host;
            case SETUP_REPLICA -> host + " became a replica";
            case SWITCHOVER -> "Promoted " + host + outage(result) + ", nothing lost";
            case FAILOVER -> "Failed over to " + host + outage(result);
            case REJOIN -> host + " came back as a replica";
            case DETACH -> "Detached " + host;
            case CHECK_DATA -> host + " has the same data as its source";
            case APPLY_POLICY -> "The servers are as the policy wants them";
            case SWITCH_ROUTES -> "The application uses " + host;
            case REHEARSE_ROUTES -> "The application could follow to " + host;
        };
    }

    private static String outage(Map<String, Object> result) {
        return result.get("writeOutageMillis") instanceof Number millis
                ? " · writes paused " + Amounts.duration(Duration.ofMillis(Math.round(millis.doubleValue()))) : " · done";
    }
}
