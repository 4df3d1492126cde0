package understudy.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as the store keeps them. A step's parameters are read strictly: acting on half of them would be worse than not acting.
 * What is only shown (plans, findings) is read forgivingly, so that going back one version shows it.
 */
@Component
class StoredJson {

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {
    };

    private final JsonMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();
    private final JsonMapper forgiving =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    String write(Object value) {
        return strict.writeValueAsString(value);
    }

    @Nullable String writeNullable(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    <P extends Record> P readParameters(String json, Class<P> type) {
        return strict.readValue(json, type);
    }

    <T> @Nullable T read(@Nullable String json, Class<T> type) {
        return json == null ? null : forgiving.readValue(json, type);
    }

    Map<String, Object> readValues(String json) {
        return forgiving.readValue(json, VALUES);
    }
}
