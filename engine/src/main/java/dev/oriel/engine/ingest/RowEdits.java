package dev.oriel.engine.ingest;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.ComputedValues;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored rows that the current batch writes. */
final class RowEdits {
    private final PublishedState published;
    private Map<RowKey, Row> changed = new HashMap<>();
    private Map<RowKey, Row> uncommitted = new HashMap<>();

    RowEdits(PublishedState published) {
        this.published = published;
    }

    /** Writes the stored outputs of a row under its primary key; nothing when none is stored. */
    void write(MappingPlan plan, FedRow made, StoreViews views) throws StoreException {
        var observed = new HashMap<String, @Nullable Object>();
        for (int place = 0; place < plan.outputCount(); place++) {
            if (plan.output(place).stored()) {
                observed.put(plan.output(place).name(), made.values()[place]);
            }
        }
        plan.impliedFeatureTime().ifPresent(name -> observed.put(name, Instant.ofEpochMilli(made.eventMillis())));
        if (observed.isEmpty() || made.primaryKey() == null) {
            return;
        }
        var key = new RowKey(plan.namespace(), KeyCodec.bytes(List.of(made.primaryKey())));
        changed.put(key, current(key, views).with(observed, made.eventMillis()));
    }

    /** Writes what a query computed. */
    void write(ComputedValues computed, StoreViews views) throws StoreException {
        RowKey key = computed.key();
        changed.put(key, current(key, views).with(computed.values(), computed.observedAtMillis()));
    }

    /**
     * Writes values that were made of a window, observed at its end.
     *
     * @param values by the name they are stored under
     * @param keptFromMillis ends of windows before it can no longer change
     */
    void observe(
            RowKey key, Map<String, @Nullable Object> values, long endMillis, long keptFromMillis, StoreViews views)
            throws StoreException {
        Row row = current(key, views);
        for (Map.Entry<String, @Nullable Object> each : values.entrySet()) {
            row = row.observing(each.getKey(), each.getValue(), endMillis, keptFromMillis);
        }
        changed.put(key, row);
    }

    /** Takes back what was observed at the end of a window. */
    void withdraw(RowKey key, Collection<String> names, long endMillis, StoreViews views) throws StoreException {
        Row row = current(key, views);
        for (String name : names) {
            row = row.without(name, endMillis);
        }
        changed.put(key, row);
    }

    private Row current(RowKey key, StoreViews views) throws StoreException {
        Row inBatch = changed.get(key);
        if (inBatch != null) {
            return inBatch;
        }
        Optional<Row> inMemory = published.row(key);
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        return Row.load(views.view(), key);
    }

    /** Ends the batch: its rows go into the batch for the store, and to the caller. */
    Map<RowKey, Row> finish(StoreBatch batch) {
        Map<RowKey, Row> finished = changed;
        finished.forEach((key, row) -> {
            batch.putRow(key, row.bytes());
            uncommitted.put(key, row);
        });
        changed = new HashMap<>();
        return finished;
    }

    /** The rows published since the last checkpoint, as they are now. */
    Map<RowKey, Row> checkpoint() {
        Map<RowKey, Row> rows = uncommitted;
        uncommitted = new HashMap<>();
        return rows;
    }

    /** Rows of a checkpoint that was written may leave memory: the store has them, unless they have changed since. */
    void committed(Map<RowKey, Row> rows) {
        published.forgetRows(rows);
    }
}
