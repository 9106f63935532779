package dev.oriel.engine.serve;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of one query have read. A stage reads as of one batch boundary; a later one, whose keys are values that the one
 * before led to, as of the same or a later one. For one thread.
 */
final class Readings {
    private final Map<GroupKey, Snapshot> byGroup = new HashMap<>();
    private @Nullable Snapshot first;

    /** Adds what a stage has read. */
    void add(Snapshot stage) {
        if (first == null) {
            first = stage;
        }
        stage.timelines().keySet().forEach(key -> byGroup.putIfAbsent(key, stage));
    }

    /** Whether nothing was read yet. */
    boolean isEmpty() {
        return first == null;
    }

    /** Whether a key was read. */
    boolean has(GroupKey key) {
        return byGroup.containsKey(key);
    }

    /** What was read with a key. */
    Snapshot of(GroupKey key) {
        return Objects.requireNonNull(byGroup.get(key), "a key is asked for that was not read");
    }

    /** What the first stage read: all rows and messages are in it. */
    Snapshot first() {
        return Objects.requireNonNull(first, "nothing was read");
    }

    Row row(RowKey key) {
        return first().row(key);
    }
}
