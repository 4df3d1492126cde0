package understudy.notify;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import understudy.finding.Severity;

/**
 * What is told: the same to every target. Its JSON form is what webhooks get (docs/operations.md) and what the store keeps, so
 * that a second try says exactly the same.
 *
 * @param id of what happened: the same for every target and every try
 * @param title in a line
 * @param text in whole sentences, with what to do
 * @param details values by name, for programs
 */
record Message(
        String id,
        Topic event,
        Severity severity,
        @Nullable String cluster,
        @Nullable String host,
        @Nullable String operation,
        String title,
        String text,
        Map<String, Object> details,
        Instant at) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    String json() {
        return JSON.writeValueAsString(this);
    }

    static Message of(String json) {
        return JSON.readValue(json, Message.class);
    }
}
