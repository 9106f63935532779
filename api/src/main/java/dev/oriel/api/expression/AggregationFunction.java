package dev.oriel.api.expression;

import dev.oriel.api.definition.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The aggregations over rows that expressions may call. */
public enum AggregationFunction {
    /** The number of rows, those with a null column included. */
    COUNT,
    /** The total; 0 over nothing. */
    SUM,
    /** The average; null over nothing. */
    MEAN,
    /** The least value; null over nothing. */
    MIN,
    /** The greatest value; null over nothing. */
    MAX;

    /** Aggregations of the language that are not available yet. */
    private static final List<String> LATER = List.of(
            "std",
            "stddev",
            "stddev_sample",
            "std_sample",
            "var",
            "var_sample",
            "any",
            "all",
            "approx_count_distinct",
            "approx_percentile",
            "approx_top_k",
            "min_by",
            "max_by",
            "min_by_n",
            "max_by_n",
            "array_agg",
            "vector_sum",
            "vector_mean",
            "median",
            "count_distinct",
            "first",
            "last");

    /** How expressions write it: {@code sum}. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it reads a column: all but count. */
    public boolean needsColumn() {
        return this != COUNT;
    }

    /** The type of the result over a column of numbers; count does not look at it. */
    ExpressionType.Scalar result(ScalarType column) {
        return switch (this) {
            case COUNT -> new ExpressionType.Scalar(ScalarType.LONG, false);
            case SUM -> new ExpressionType.Scalar(column, false);
            case MEAN -> new ExpressionType.Scalar(ScalarType.DOUBLE, true);
            case MIN, MAX -> new ExpressionType.Scalar(column, true);
        };
    }

    static Optional<AggregationFunction> of(String name) {
        return Arrays.stream(values())
                .filter(function -> function.functionName().equals(name))
                .findFirst();
    }

    static boolean isLater(String name) {
        return LATER.contains(name);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AggregationFunction::functionName).toList();
    }
}
