package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.ValueTuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest row of each primary key, of resolvers whose later rows replace earlier ones: what the earlier one added to
 * aggregations is taken out again, and it is kept by itself no more. Later is by event time, and of two of the same time the one whose values have the larger
 * bytes, so that the outcome does not depend on arrival (D11). For one thread.
 */
final class Replacements {
    private final EntryEdits entries;
    private final KeyEdits edits;
    private final RowLogEdits logs;

    Replacements(EntryEdits entries, KeyEdits edits, RowLogEdits logs) {
        this.entries = entries;
        this.edits = edits;
        this.logs = logs;
    }

    /**
     * Takes the place of the row that has the primary key, if this one is later.
     *
     * @param number of the resolver in the store
     * @return whether this row is now the one that counts
     */
    boolean replace(MappingPlan plan, int number, FedRow row, StoreViews views) throws StoreException {
        if (row.primaryKey() == null) {
            return true;
        }
        EntryKey key = EntryKeys.latest(number, KeyCodec.bytes(List.of(row.primaryKey())));
        Optional<byte[]> stored = entries.get(key, views);
        byte[] bytes = ValueTuple.bytes(row.eventMillis(), row.values());
        if (stored.isPresent()) {
            ValueTuple before = read(stored.get());
            boolean later = row.eventMillis() > before.millis()
                    || (row.eventMillis() == before.millis() && Arrays.compareUnsigned(bytes, stored.get()) > 0);
            if (!later) {
                return false;
            }
            @Nullable Object[] values = before.values();
            // A row of another shape was written by other definitions, whose buckets these do not read.
            if (values.length == row.values().length) {
                withdraw(
                        plan,
                        number,
                        new FedRow(values, before.millis(), plan.keptOutOf(values, before.millis()), row.primaryKey()),
                        views);
            }
        }
        entries.put(key, bytes);
        return true;
    }

    private static ValueTuple read(byte[] stored) throws StoreException {
        try {
            return ValueTuple.read(stored);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "online store: the newest row of a key cannot be read · restore a backup of the folder", e);
        }
    }

    private void withdraw(MappingPlan plan, int number, FedRow before, StoreViews views) throws StoreException {
        logs.withdraw(plan, number, before);
        for (Feed feed : plan.feeds()) {
            edits.withdraw(feed, before, views);
        }
    }
}
