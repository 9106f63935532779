package dev.oriel.engine.window;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row that a windowed resolver made of the messages of one window.
 *
 * @param primaryKey in the engine's form; empty when neither the row nor the resolver's keys say it
 * @param values by feature name without the namespace, keys included; windowed features by their root
 */
public record OutputRow(Optional<Object> primaryKey, Map<String, @Nullable Object> values) {
    /** Copies the map. */
    public OutputRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
