package dev.oriel.engine;

import java.util.List;

/**
 * One aggregation of one series, as {@code oriel aggregate list} prints it.
 *
 * @param series number of the series; rows of one namespace, group, column and filters share it
 * @param namespace feature class whose rows are aggregated
 * @param group columns that the rows are grouped by, as the first dependent feature wrote them
 * @param column aggregated column; empty when rows are counted and no other aggregation needs a column
 * @param bucketDurationMillis length of one bucket
 * @param retentionMillis longest window of any dependent feature
 * @param aggregation name of the aggregation, with its filters: {@code sum}, {@code sum where status == 'ok'}
 * @param dependentFeatures root names of the windowed features served, sorted
 */
public record AggregateRow(
        int series,
        String namespace,
        List<String> group,
        String column,
        long bucketDurationMillis,
        long retentionMillis,
        String aggregation,
        List<String> dependentFeatures) {
    /** Copies the lists. */
    public AggregateRow {
        group = List.copyOf(group);
        dependentFeatures = List.copyOf(dependentFeatures);
    }
}
