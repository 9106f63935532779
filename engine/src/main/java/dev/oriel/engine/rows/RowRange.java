package dev.oriel.engine.rows;

import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.state.EntryKeys;
import java.util.Arrays;

/**
 * Rows of one key of a log between two times.
 *
 * @param key bytes of the values that the log's columns have
 * @param fromMillis the oldest, inclusive
 * @param toMillis the newest, inclusive; a range that ends before it starts holds nothing
 */
public record RowRange(RowLog log, byte[] key, long fromMillis, long toMillis) {
    /** The least range that holds this one and another of the same key. */
    public RowRange and(RowRange other) {
        if (!holdsKeyOf(other)) {
            throw new IllegalArgumentException("two ranges of rows are of different keys");
        }
        return new RowRange(log, key, Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
    }

    /** Whether another range is of the same key of the same log. */
    public boolean holdsKeyOf(RowRange other) {
        return log.index() == other.log.index() && Arrays.equals(key, other.key);
    }

    /** The first entry that may be in it. */
    public EntryKey from(StateAccess.Rows names) {
        return EntryKeys.rows(names.logNumbers()[log.index()], key, fromMillis);
    }

    /** The entry before which it ends. */
    public EntryKey to(StateAccess.Rows names) {
        return EntryKeys.rows(names.logNumbers()[log.index()], key, Math.max(fromMillis, toMillis + 1));
    }
}
