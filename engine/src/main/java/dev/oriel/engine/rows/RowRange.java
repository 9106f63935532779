package dev.oriel.engine.rows;

import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.state.EntryKeys;

/**
 * Rows of one key of a log between two times.
 *
 * @param key bytes of the values that the log's columns have
 * @param fromMillis the oldest, inclusive
 * @param toMillis the newest, inclusive; a range that ends before it starts holds nothing
 */
public record RowRange(RowLog log, byte[] key, long fromMillis, long toMillis) {
    /** The first entry that may be in it. */
    public EntryKey from(StateAccess.Rows names) {
        return EntryKeys.rows(names.logNumbers()[log.index()], key, fromMillis);
    }

    /** The entry before which it ends. */
    public EntryKey to(StateAccess.Rows names) {
        return EntryKeys.rows(names.logNumbers()[log.index()], key, Math.max(fromMillis, toMillis + 1));
    }
}
