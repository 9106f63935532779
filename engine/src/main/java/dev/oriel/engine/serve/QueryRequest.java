package dev.oriel.engine.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One question about one key.
 *
 * @param inputs known values by feature name, in any spelling: {@code user.id -> 7}. Values are what JSON gives: numbers,
 *     text, booleans, lists, null
 * @param outputs names of the features asked for, in any spelling; a windowed root asks for all of its windows
 * @param now the time the answer is to be true at; empty is the engine's clock
 * @param timeout how long the functions of online resolvers may take, all of them; empty is the engine's own limit
 * @param staleness by feature name how old its stored value may be, as a duration such as {@code 10m}, in place of what it declares
 * @param explain whether the answer is to tell how its values were found
 */
public record QueryRequest(
        Map<String, @Nullable Object> inputs,
        List<String> outputs,
        Optional<Instant> now,
        Optional<Duration> timeout,
        Map<String, String> staleness,
        boolean explain) {
    /** Copies the collections. */
    public QueryRequest {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = List.copyOf(outputs);
        if (timeout.isPresent() && timeout.get().compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "query: its timeout is '" + timeout.get() + "' · give a millisecond at least");
        }
        staleness = Collections.unmodifiableMap(new LinkedHashMap<>(staleness));
    }

    /** A question with the engine's own limit of time, and each stored value as old as it declares. */
    public QueryRequest(Map<String, @Nullable Object> inputs, List<String> outputs, Optional<Instant> now) {
        this(inputs, outputs, now, Optional.empty(), Map.of(), false);
    }

    /** The same with a limit of time for the functions of online resolvers. */
    public QueryRequest timeout(Duration newTimeout) {
        return new QueryRequest(inputs, outputs, now, Optional.of(newTimeout), staleness, explain);
    }

    /** The same with another age that stored values may have, by feature name. */
    public QueryRequest staleness(Map<String, String> newStaleness) {
        return new QueryRequest(inputs, outputs, now, timeout, newStaleness, explain);
    }

    /** The same, asking how the values were found too. */
    public QueryRequest explained() {
        return new QueryRequest(inputs, outputs, now, timeout, staleness, true);
    }
}
