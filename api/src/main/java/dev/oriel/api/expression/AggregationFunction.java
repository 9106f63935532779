package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    MAX,
    /** The sample standard deviation (n - 1); null over fewer than two values. */
    STD,
    /** The sample variance (n - 1); null over fewer than two values. */
    VAR,
    /** About how many different values there are; 0 over nothing. */
    APPROX_COUNT_DISTINCT;

    /** Aggregations of the language that are not available yet. */
    private static final Set<String> LATER = Set.of(
            "any",
            "all",
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

    /** What to know of one of those that many will look for, in place of the list of what there is. */
    private static final Map<String, String> INSTEAD = Map.of(
            "count_distinct",
            "use approx_count_distinct",
            "median",
            "it cannot be kept in buckets, and approx_percentile(quantile=0.5), which can, is not available yet either");

    /** How expressions write it: {@code sum}. Of several spellings the one that series and tables name it by. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every spelling that expressions may use, {@link #functionName()} first. */
    public List<String> spellings() {
        return switch (this) {
            case STD -> List.of(functionName(), "stddev", "stddev_sample", "std_sample");
            case VAR -> List.of(functionName(), "var_sample");
            case COUNT, SUM, MEAN, MIN, MAX, APPROX_COUNT_DISTINCT -> List.of(functionName());
        };
    }

    /** Whether it reads a column: all but count. */
    public boolean needsColumn() {
        return this != COUNT;
    }

    /** Whether it makes sense over a column of that type. */
    public boolean takes(ScalarType column) {
        return switch (this) {
            case COUNT, APPROX_COUNT_DISTINCT -> true;
            case SUM, MEAN, MIN, MAX, STD, VAR -> column.isNumber();
        };
    }

    /** The function that expressions call by that name; empty when there is none yet. */
    public static Optional<AggregationFunction> of(String spelling) {
        return Arrays.stream(values())
                .filter(function -> function.spellings().contains(spelling))
                .findFirst();
    }

    /** The type of the result over a column that it {@link #takes}; count does not look at it. */
    ExpressionType.Scalar result(ScalarType column) {
        return switch (this) {
            case COUNT, APPROX_COUNT_DISTINCT -> new ExpressionType.Scalar(ScalarType.LONG, false);
            case SUM -> new ExpressionType.Scalar(column, false);
            case MEAN, STD, VAR -> new ExpressionType.Scalar(ScalarType.DOUBLE, true);
            case MIN, MAX -> new ExpressionType.Scalar(column, true);
        };
    }

    /** The type of its result whatever the column is; empty when it is that of the column. */
    public Optional<ScalarType> ownResult() {
        return switch (this) {
            case SUM, MIN, MAX -> Optional.empty();
            case COUNT, MEAN, STD, VAR, APPROX_COUNT_DISTINCT ->
                Optional.of(result(ScalarType.LONG).type());
        };
    }

    /** Why an expression cannot call a name that is no function: misspelt, unknown, or not available yet. */
    static String refusal(String name) {
        List<String> known = names();
        if (!isLater(name)) {
            return "no aggregation '" + name + "'" + Suggestions.hint(name, known);
        }
        String instead = INSTEAD.get(name);
        return name + " is not available yet"
                + (instead == null ? "; available are " + Suggestions.list(known) : ": " + instead);
    }

    /** A column of a class to show in an example: the first that it takes and that is no key. */
    String exampleColumn(FeatureClassDefinition featureClass) {
        return featureClass.features().stream()
                .filter(f -> !f.primary() && f.references() == null && f.shape() == Shape.SCALAR)
                .filter(f -> f.scalar() != null && takes(f.scalar()))
                .findFirst()
                .map(FeatureDefinition::name)
                .orElse("amount");
    }

    static boolean isLater(String name) {
        return LATER.contains(name);
    }

    private static List<String> names() {
        return Arrays.stream(values())
                .flatMap(function -> function.spellings().stream())
                .toList();
    }
}
