package dev.oriel.engine.catalog;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureType;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows of one class that are kept one by one, as they were delivered, by the values of some of their columns: what has-many
 * relations are read from where buckets do not answer (D13). Relations that join by the same columns of the same class share
 * one.
 *
 * <p>Of a row all columns are kept that its resolver gives: an expression that is added later finds them, and rows that are
 * put out whole need them.
 *
 * @param index place among the logs of the catalog
 * @param child class of the rows
 * @param keyColumns that relations join by, sorted; the order of values in a key
 * @param keyTypes types of these, in their order: a value of a parent that has another type is converted
 * @param retentionMillis how far back from the newest row anything reads; empty without end
 */
public record RowLog(
        int index,
        FeatureClassDefinition child,
        List<String> keyColumns,
        List<FeatureType> keyTypes,
        OptionalLong retentionMillis) {
    /** Copies the lists. */
    public RowLog {
        keyColumns = List.copyOf(keyColumns);
        keyTypes = List.copyOf(keyTypes);
    }

    /** Under which the store keeps its number. */
    public String identity() {
        return "rows|" + child.namespace() + "|" + String.join(" ", keyColumns);
    }

    /**
     * The time of the oldest row that may still be read, now or as of a while ago; older ones may be gone.
     *
     * @param highWaterMillis newest event time of the log; {@link Long#MIN_VALUE} when it has seen no row
     * @param asOfMillis how far back {@code now} may lie
     * @return {@link Long#MIN_VALUE} when none is ever too old
     */
    public long keptFromMillis(long highWaterMillis, long asOfMillis) {
        return highWaterMillis == Long.MIN_VALUE || retentionMillis.isEmpty()
                ? Long.MIN_VALUE
                : highWaterMillis - retentionMillis.getAsLong() - asOfMillis;
    }
}
