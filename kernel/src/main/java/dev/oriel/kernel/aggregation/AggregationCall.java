package dev.oriel.kernel.aggregation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An aggregation as it is asked for: a name and what stands in its brackets.
 *
 * @param name as users write it
 * @param column type of the aggregated column, which is column 0 of every event
 * @param by the ordering column, of those that have one
 * @param count {@code n} or {@code k}: how many values, of those that give several
 * @param quantile in [0, 1], of those that have one
 * @param vectorLength of the vectors of the aggregated column, if it holds such
 */
public record AggregationCall(
        String name,
        ColumnType column,
        Optional<By> by,
        OptionalInt count,
        OptionalDouble quantile,
        OptionalInt vectorLength) {
    /**
     * A column that orders rows.
     *
     * @param column its place in the layer, not 0
     * @param type what it holds: LONG, DOUBLE or BYTES
     */
    public record By(int column, ColumnType type) {}

    /** A call with nothing in its brackets. */
    public static AggregationCall of(String name, ColumnType column) {
        return new AggregationCall(
                name, column, Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty());
    }

    /** The same call, ordered by a column. */
    public AggregationCall by(int byColumn, ColumnType type) {
        return new AggregationCall(name, column, Optional.of(new By(byColumn, type)), count, quantile, vectorLength);
    }

    /** The same call with {@code n} or {@code k}. */
    public AggregationCall count(int values) {
        return new AggregationCall(name, column, by, OptionalInt.of(values), quantile, vectorLength);
    }

    /** The same call with a quantile. */
    public AggregationCall quantile(double value) {
        return new AggregationCall(name, column, by, count, OptionalDouble.of(value), vectorLength);
    }

    /** The same call over vectors of that length. */
    public AggregationCall vectorLength(int length) {
        return new AggregationCall(name, column, by, count, quantile, OptionalInt.of(length));
    }

    int requireCount(String what) {
        return count.orElseThrow(() -> missing(what));
    }

    double requireQuantile() {
        return quantile.orElseThrow(() -> missing("quantile"));
    }

    int requireVectorLength() {
        return vectorLength.orElseThrow(() -> missing("length of its vectors"));
    }

    private IllegalArgumentException missing(String what) {
        return new IllegalArgumentException(
                name + " · it has no " + what + " · it cannot be computed without · name it");
    }
}
