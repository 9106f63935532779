package dev.oriel.engine.serve;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.Row;
import dev.oriel.kernel.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of one pass have read. A stage reads as of one batch boundary; a later one, whose keys are values that the one
 * before led to, as of the same or a later one. For one thread.
 */
final class Readings {
    private final Map<GroupKey, Snapshot> byGroup = new HashMap<>();
    private final Map<RowKey, Row> rows = new HashMap<>();
    private final Map<EntryRange, Snapshot> byRange = new HashMap<>();

    /** Adds what a stage has read. */
    void add(Snapshot stage) {
        stage.timelines().keySet().forEach(key -> byGroup.put(key, stage));
        rows.putAll(stage.rows());
        stage.entries().keySet().forEach(range -> byRange.put(range, stage));
    }

    boolean has(GroupKey key) {
        return byGroup.containsKey(key);
    }

    boolean has(RowKey key) {
        return rows.containsKey(key);
    }

    boolean has(EntryRange range) {
        return byRange.containsKey(range);
    }

    /** What was read with a key. */
    Snapshot of(GroupKey key) {
        return read(byGroup.get(key));
    }

    /** What was read with a range. */
    Snapshot of(EntryRange range) {
        return read(byRange.get(range));
    }

    /** The timelines of a key, by the place of their layer in the group. */
    List<Timeline> timelines(GroupKey key) {
        return read(of(key).timelines().get(key));
    }

    Row row(RowKey key) {
        return read(rows.get(key));
    }

    /** The entries of a range, those left out that were removed. */
    SortedMap<EntryKey, byte[]> entries(EntryRange range) {
        var present = new TreeMap<EntryKey, byte[]>();
        read(of(range).entries().get(range)).forEach((key, bytes) -> bytes.ifPresent(there -> present.put(key, there)));
        return present;
    }

    private static <T> T read(@Nullable T found) {
        return Objects.requireNonNull(found, "what is asked for was not read");
    }
}
