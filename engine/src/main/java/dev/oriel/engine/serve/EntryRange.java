package dev.oriel.engine.serve;

import dev.oriel.engine.port.EntryKey;

/**
 * Entries of a store that are read.
 *
 * @param from the lowest key
 * @param to the key before which they end
 * @param most how many are read at least, where there are so many: no more are needed
 */
record EntryRange(EntryKey from, EntryKey to, int most) {
    /** All of them. */
    EntryRange(EntryKey from, EntryKey to) {
        this(from, to, Integer.MAX_VALUE);
    }
}
