package dev.oriel.engine.ingest;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What aggregations see of a row.
 *
 * @param values by place
 * @param keptOut indexes of the layers whose filters do not want the row
 * @param primaryKey which decides among rows of equal time; null where rows have none
 */
record FedRow(
        @Nullable Object[] values,
        long eventMillis,
        BitSet keptOut,
        @Nullable Object primaryKey) {}
