package dev.oriel.engine.ingest;

import dev.oriel.engine.access.Completeness;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the store is to be believed to have of a layer, or of the messages of a windowed resolver, as of a commit. One that the
 * definitions of that commit did not have has none: records were taken without it.
 *
 * @param fromMillis the first instant from which on no event is missing, {@link Completeness#ALWAYS} if none is
 * @param rowsFromMillis the same of rows without a value in the aggregated column
 * @param keptMillis how far behind the newest event events are kept
 * @param countsRows whether rows without a value were taken
 * @param sources that fed it, by name
 */
record Kept(long fromMillis, long rowsFromMillis, long keptMillis, boolean countsRows, Set<String> sources) {
    Kept {
        sources = new TreeSet<>(sources);
    }
}
