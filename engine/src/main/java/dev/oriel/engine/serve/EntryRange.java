package dev.oriel.engine.serve;

import dev.oriel.engine.port.EntryKey;

/**
 * Entries of a store that are read.
 *
 * @param from the lowest key
 * @param to the key before which they end
 */
record EntryRange(EntryKey from, EntryKey to) {}
