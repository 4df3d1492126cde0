package understudy.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns one type into JSON text and back. */
class JsonConversion implements GenericConverter {

    /** Forgives fields that a newer version wrote, so that going back one version is possible. */
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Class<?> type;

    JsonConversion(JsonColumn column) {
        this.type = column.type();
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(type, String.class), new ConvertiblePair(String.class, type));
    }

    @Override
    public @Nullable Object convert(@Nullable Object value, TypeDescriptor from, TypeDescriptor to) {
        if (value == null) {
            return null;
        }
        return value instanceof String text ? JSON.readValue(text, type) : JSON.writeValueAsString(value);
    }
}
