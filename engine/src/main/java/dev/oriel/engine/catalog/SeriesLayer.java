package dev.oriel.engine.catalog;

import dev.oriel.kernel.Layer;
import java.util.List;
import java.util.Optional;

/**
 * The buckets of one length that a series is kept in.
 *
 * @param index place among all layers of the catalog
 * @param place place among the layers of its group
 * @param series whose rows
 * @param byColumn the column that orders rows, of {@code min_by} and its like; events of the layer carry it
 * @param ordersRows whether some aggregation tells rows of equal time apart by their primary key; events of the layer carry it
 * @param kernel bucket grid and aggregations
 * @param rules what is computed from the buckets, in order of definition
 * @param retentionMillis longest window of any dependent feature
 */
public record SeriesLayer(
        int index,
        int place,
        Series series,
        Optional<String> byColumn,
        boolean ordersRows,
        Layer kernel,
        List<Rule> rules,
        long retentionMillis) {
    /** Copies the list. */
    public SeriesLayer {
        rules = List.copyOf(rules);
    }

    /**
     * An aggregation and who reads it.
     *
     * @param aggregation its name with what stands in its brackets, which is also its id in the layer
     * @param dependentFeatures root names, in order of definition
     */
    public record Rule(String aggregation, List<String> dependentFeatures) {
        /** Copies the list. */
        public Rule {
            dependentFeatures = List.copyOf(dependentFeatures);
        }
    }

    /** Under which the store keeps this layer's number. */
    public String identity() {
        return series.identity() + "|" + kernel.grid().bucketMillis() + "|"
                + kernel.grid().originMillis()
                + byColumn.map(by -> "|by " + by).orElse("");
    }

    /**
     * The oldest bucket that a window may still use, now or as of a while ago; older ones are gone.
     *
     * @param highWaterMillis newest event time of the layer; {@link Long#MIN_VALUE} when it has seen no event
     * @param asOfMillis how far back {@code now} may lie
     */
    public long firstKeptBucket(long highWaterMillis, long asOfMillis) {
        return highWaterMillis == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : kernel.grid().bucketOf(highWaterMillis - retentionMillis - asOfMillis);
    }

    /** Whether rows are counted whether or not the aggregated column has a value in them. */
    public boolean countsRows() {
        return rules.stream().anyMatch(rule -> rule.aggregation().equals("count"));
    }
}
