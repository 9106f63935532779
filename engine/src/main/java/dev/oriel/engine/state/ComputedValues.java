package dev.oriel.engine.state;

import dev.oriel.engine.port.RowKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of one row that were computed for a query and are stored, so that others need not be.
 *
 * @param values in the engine's form, by the name they are stored under
 * @param observedAtMillis the time that they are true at, in epoch milliseconds
 */
public record ComputedValues(RowKey key, Map<String, @Nullable Object> values, long observedAtMillis) {
    /** Copies the map. */
    public ComputedValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
