package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The aggregations over rows that expressions may call. Nulls of the column are skipped but by {@link #COUNT} and {@link
 * #ARRAY_AGG}; a column of nulls alone is as no rows.
 *
 * <p>{@link #MEDIAN}, {@link #COUNT_DISTINCT}, {@link #FIRST} and {@link #LAST} are Oriel's own, as is that {@link #ANY},
 * {@link #ALL}, {@link #MIN_BY} and {@link #MAX_BY} can be kept in buckets.
 */
public enum AggregationFunction {
    /** The number of rows, those with a null column included. */
    COUNT,
    /** The total, of vectors element by element; 0 over nothing, of vectors null. */
    SUM,
    /** The average, of vectors element by element; null over nothing. */
    MEAN,
    /** The least value; null over nothing. */
    MIN,
    /** The greatest value; null over nothing. */
    MAX,
    /** The sample standard deviation (n - 1); null over fewer than two values. */
    STD,
    /** The sample variance (n - 1); null over fewer than two values. */
    VAR,
    /** Whether a value is true; false over nothing. */
    ANY,
    /** Whether every value is true; true over nothing. */
    ALL,
    /** The value of the row that is least by a column; null over nothing. */
    MIN_BY,
    /** The value of the row that is greatest by a column; null over nothing. */
    MAX_BY,
    /** The values of the n rows that are least by a column, the least first; null over nothing. */
    MIN_BY_N,
    /** The values of the n rows that are greatest by a column, the greatest first; null over nothing. */
    MAX_BY_N,
    /** The value of the oldest row; null over nothing. */
    FIRST,
    /** The value of the newest row; null over nothing. */
    LAST,
    /** All values in the order of their rows' time, nulls included; empty over nothing. */
    ARRAY_AGG,
    /** How many different values there are; 0 over nothing. */
    COUNT_DISTINCT,
    /** The middle value; null over nothing. Not kept in buckets. */
    MEDIAN,
    /** About how many different values there are; 0 over nothing. */
    APPROX_COUNT_DISTINCT,
    /** About the value that a share of all does not exceed; null over nothing. */
    APPROX_PERCENTILE,
    /** About the k most frequent values, the most frequent first; null over nothing. */
    APPROX_TOP_K;

    /** What an aggregation takes in its brackets. */
    public enum Argument {
        /** The column that orders rows. */
        BY("by"),
        /** How many values are given, from 1 to 1000: {@code n}. */
        N("n"),
        /** The same by the name that {@code approx_top_k} has for it; only by name. */
        K("k"),
        /** From 0 to 1; only by name where buckets are kept. */
        QUANTILE("quantile");

        private final String argumentName;

        Argument(String argumentName) {
            this.argumentName = argumentName;
        }

        /** How expressions write it. */
        public String argumentName() {
            return argumentName;
        }
    }

    /** Names that many will look for, with what to write. */
    private static final Map<String, String> INSTEAD = Map.of(
            "vector_sum", "write sum: of vectors it is taken element by element",
            "vector_mean", "write mean: of vectors it is taken element by element",
            "average", "write mean",
            "avg", "write mean",
            "percentile", "write approx_percentile(quantile=0.5)",
            "top_k", "write approx_top_k(k=5)");

    /** How expressions write it: {@code sum}. Of several spellings the one that series, tables and the kernel name it by. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every spelling that expressions may use, {@link #functionName()} first. */
    public List<String> spellings() {
        return switch (this) {
            case STD -> List.of(functionName(), "stddev", "stddev_sample", "std_sample");
            case VAR -> List.of(functionName(), "var_sample");
            case COUNT, SUM, MEAN, MIN, MAX, ANY, ALL -> List.of(functionName());
            case MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST, ARRAY_AGG -> List.of(functionName());
            case COUNT_DISTINCT, MEDIAN -> List.of(functionName());
            case APPROX_COUNT_DISTINCT, APPROX_PERCENTILE, APPROX_TOP_K -> List.of(functionName());
        };
    }

    /** What it takes in its brackets, in order; all of it must be given. */
    public List<Argument> arguments() {
        return switch (this) {
            case MIN_BY, MAX_BY -> List.of(Argument.BY);
            case MIN_BY_N, MAX_BY_N -> List.of(Argument.BY, Argument.N);
            case APPROX_TOP_K -> List.of(Argument.K);
            case APPROX_PERCENTILE -> List.of(Argument.QUANTILE);
            case COUNT, SUM, MEAN, MIN, MAX, STD, VAR, ANY, ALL -> List.of();
            case FIRST, LAST, ARRAY_AGG, COUNT_DISTINCT, MEDIAN, APPROX_COUNT_DISTINCT -> List.of();
        };
    }

    /** Whether its result depends on an order of rows, in which those of equal time are told apart by their primary key. */
    public boolean ordersRows() {
        return switch (this) {
            case MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST, ARRAY_AGG -> true;
            case COUNT, SUM, MEAN, MIN, MAX, STD, VAR, ANY, ALL -> false;
            case COUNT_DISTINCT, MEDIAN, APPROX_COUNT_DISTINCT, APPROX_PERCENTILE, APPROX_TOP_K -> false;
        };
    }

    /** Whether it reads a column: all but count. */
    public boolean needsColumn() {
        return this != COUNT;
    }

    /** Whether buckets can keep it: its state stays small and merges. */
    public boolean keptInBuckets() {
        return this != MEDIAN;
    }

    /** Whether it makes sense over a column of that type. */
    public boolean takes(FeatureType column) {
        ScalarType scalar = column.scalarType().orElse(null);
        return switch (this) {
            case COUNT -> true;
            case SUM, MEAN -> column instanceof FeatureType.VectorOf || (scalar != null && scalar.isNumber());
            case STD, VAR, MEDIAN, APPROX_PERCENTILE -> scalar != null && scalar.isNumber();
            case MIN, MAX -> scalar != null && isOrdered(scalar);
            case ANY, ALL -> scalar == ScalarType.BOOLEAN;
            case MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST, ARRAY_AGG -> scalar != null;
            case COUNT_DISTINCT, APPROX_COUNT_DISTINCT, APPROX_TOP_K -> scalar != null;
        };
    }

    /** Whether values have an order that aggregations can compare: numbers, times, dates and durations. */
    static boolean isOrdered(ScalarType type) {
        return switch (type) {
            case LONG, DOUBLE, TIME, DATE, TIME_OF_DAY, DURATION -> true;
            case BOOLEAN, TEXT, BYTES, DECIMAL -> false;
        };
    }

    /** What it needs of a column, for the message about one that it does not take, and what to use instead. */
    String needs() {
        return switch (this) {
            case SUM, MEAN, STD, VAR, MEDIAN, APPROX_PERCENTILE -> "a number";
            case MIN, MAX -> "a number, time, date or duration";
            case ANY, ALL -> "true or false";
            case MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST, ARRAY_AGG -> "a single value";
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT, APPROX_TOP_K -> "a single value";
        };
    }

    /** What else to use over a column of that type. */
    String instead(FeatureType column) {
        if (this == ANY || this == ALL) {
            return "; write the comparison as a filter and use count";
        }
        return column.scalarType().isPresent() ? "; use count, approx_count_distinct or approx_top_k" : "; use count";
    }

    /** The function that expressions call by that name; empty when there is none. */
    public static Optional<AggregationFunction> of(String spelling) {
        return Arrays.stream(values())
                .filter(function -> function.spellings().contains(spelling))
                .findFirst();
    }

    /** The type of the result over a column that it {@link #takes}; count does not look at it. */
    ExpressionType.Value result(FeatureType column) {
        return switch (this) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> ExpressionType.Value.of(ScalarType.LONG, false);
            case SUM -> new ExpressionType.Value(column, column instanceof FeatureType.VectorOf);
            case MEAN ->
                column instanceof FeatureType.VectorOf
                        ? new ExpressionType.Value(column, true)
                        : ExpressionType.Value.of(ScalarType.DOUBLE, true);
            case STD, VAR, MEDIAN, APPROX_PERCENTILE -> ExpressionType.Value.of(ScalarType.DOUBLE, true);
            case ANY, ALL -> ExpressionType.Value.of(ScalarType.BOOLEAN, false);
            case MIN, MAX, MIN_BY, MAX_BY, FIRST, LAST -> new ExpressionType.Value(column, true);
            case MIN_BY_N, MAX_BY_N, APPROX_TOP_K -> new ExpressionType.Value(new FeatureType.ListOf(column), true);
            case ARRAY_AGG -> new ExpressionType.Value(new FeatureType.ListOf(column), false);
        };
    }

    /** The type of its result whatever the column is; empty when it follows from the column. */
    public Optional<ScalarType> ownResult() {
        return switch (this) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> Optional.of(ScalarType.LONG);
            case STD, VAR, MEDIAN, APPROX_PERCENTILE -> Optional.of(ScalarType.DOUBLE);
            case ANY, ALL -> Optional.of(ScalarType.BOOLEAN);
            // Of a vector it is a vector.
            case MEAN -> Optional.empty();
            case SUM, MIN, MAX, MIN_BY, MAX_BY, FIRST, LAST -> Optional.empty();
            case MIN_BY_N, MAX_BY_N, ARRAY_AGG, APPROX_TOP_K -> Optional.empty();
        };
    }

    /** Why an expression cannot call a name that is no aggregation. */
    static String refusal(String name) {
        String instead = INSTEAD.get(name);
        return "no aggregation '" + name + "'" + (instead == null ? Suggestions.hint(name, names()) : "; " + instead);
    }

    /** A column of a class to show in an example: the first that it takes and that is no key. */
    String exampleColumn(FeatureClassDefinition featureClass) {
        return featureClass.features().stream()
                .filter(f -> !f.primary() && f.references() == null && f.shape() == Shape.SCALAR)
                .filter(f -> ExpressionType.of(f).filter(this::takes).isPresent())
                .findFirst()
                .map(FeatureDefinition::name)
                .orElse("amount");
    }

    private static List<String> names() {
        return Arrays.stream(values())
                .flatMap(function -> function.spellings().stream())
                .toList();
    }
}
