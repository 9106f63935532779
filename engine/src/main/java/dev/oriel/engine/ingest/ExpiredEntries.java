package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries that nothing can use any more, and their removal: a cursor goes round the tables, a little with every commit, so
 * that no timer is kept per message. For one thread.
 */
final class ExpiredEntries {
    private static final int ENTRIES_PER_SWEEP_MIN = 512;
    private static final int ENTRIES_PER_SWEEP_MAX = 65_536;

    private final List<Table> tables;
    private int table;
    private EntryKey cursor;

    /** Whether an entry has no use any more. */
    @FunctionalInterface
    interface Expiry {
        boolean isExpired(EntryKey key, byte[] bytes);
    }

    /** Entries from one key on and before another. */
    record Table(EntryKey from, EntryKey to, Expiry expiry) {}

    ExpiredEntries(List<Table> tables) {
        this.tables = List.copyOf(tables);
        this.cursor =
                tables.isEmpty() ? new EntryKey(new byte[0]) : tables.getFirst().from();
    }

    /**
     * Looks at the next entries and removes those that have expired.
     *
     * @param written entries since the last commit: twice as many are looked at, so that the cursor gets round faster than the
     *     store grows
     */
    void sweep(EntryEdits entries, int written, StoreViews views) throws StoreException {
        int limit = Math.clamp(2L * written, ENTRIES_PER_SWEEP_MIN, ENTRIES_PER_SWEEP_MAX);
        for (int turns = 0; turns < tables.size() && limit > 0; turns++) {
            limit -= sweepTable(entries, limit, views);
        }
    }

    private int sweepTable(EntryEdits entries, int limit, StoreViews views) throws StoreException {
        Table current = tables.get(table);
        var expired = new ArrayList<EntryKey>();
        var last = new EntryKey[1];
        int[] seen = {0};
        entries.scan(cursor, current.to(), views, (key, bytes) -> {
            if (current.expiry().isExpired(key, bytes)) {
                expired.add(key);
            }
            last[0] = key;
            return ++seen[0] < limit;
        });
        expired.forEach(entries::remove);
        if (seen[0] < limit) {
            table = (table + 1) % tables.size();
            cursor = tables.get(table).from();
        } else {
            cursor = last[0].next();
        }
        return seen[0];
    }
}
