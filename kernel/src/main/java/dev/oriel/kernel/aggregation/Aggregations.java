package dev.oriel.kernel.aggregation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The aggregations there are, by the name users write: one line each. */
public final class Aggregations {
    private static final Map<String, Function<AggregationCall, Aggregation>> MAKERS = new LinkedHashMap<>();

    static {
        MAKERS.put("count", call -> new Count());
        MAKERS.put("sum", call -> overVectors(call) ? new VectorSum(call.requireVectorLength()) : new Sum());
        MAKERS.put("mean", call -> overVectors(call) ? new VectorMean(call.requireVectorLength()) : new Mean());
        MAKERS.put("min", call -> new Minimum());
        MAKERS.put("max", call -> new Maximum());
        MAKERS.put("var", call -> new Variance());
        MAKERS.put("std", call -> new StandardDeviation());
        MAKERS.put("any", call -> new AnyTrue());
        MAKERS.put("all", call -> new AllTrue());
        MAKERS.put("min_by", Ranked::minBy);
        MAKERS.put("max_by", Ranked::maxBy);
        MAKERS.put("min_by_n", Ranked::minByCount);
        MAKERS.put("max_by_n", Ranked::maxByCount);
        MAKERS.put("first", Ranked::first);
        MAKERS.put("last", Ranked::last);
        MAKERS.put("array_agg", call -> new ArrayAgg(call.column()));
        MAKERS.put("count_distinct", call -> new CountDistinct(call.column()));
        MAKERS.put("median", call -> new Median(call.column()));
        MAKERS.put("approx_count_distinct", call -> new ApproxCountDistinct(call.column()));
        MAKERS.put("approx_percentile", call -> new ApproxPercentile(call.column(), call.requireQuantile()));
        MAKERS.put("approx_top_k", call -> new ApproxTopK(call.column(), call.requireCount("k")));
    }

    private Aggregations() {}

    /** Every name that {@link #of} knows, in the order documentation lists them. */
    public static List<String> names() {
        return List.copyOf(MAKERS.keySet());
    }

    /**
     * The aggregation of that name over a column of that type, with nothing in its brackets.
     *
     * @throws IllegalArgumentException as {@link #of(AggregationCall)} does
     */
    public static Aggregation of(String name, ColumnType column) {
        return of(AggregationCall.of(name, column));
    }

    /**
     * The aggregation that is asked for.
     *
     * @throws IllegalArgumentException if there is none of that name, with a list of those there are, or if it does not suit the column
     *     or the arguments
     */
    public static Aggregation of(AggregationCall call) {
        Function<AggregationCall, Aggregation> maker = MAKERS.get(call.name());
        if (maker == null) {
            throw new IllegalArgumentException("aggregation · there is no aggregation '" + call.name() + "' · known: "
                    + names() + " · use one of these names");
        }
        Aggregation aggregation = maker.apply(call);
        if (aggregation instanceof NumericAggregation numeric && !numeric.suits(call.column())) {
            throw new IllegalArgumentException("aggregation · '" + call.name() + "' does not suit a column of type "
                    + call.column() + " · it reads " + suiting(numeric) + " · aggregate another column");
        }
        return aggregation;
    }

    private static boolean overVectors(AggregationCall call) {
        return call.column() == ColumnType.VECTOR;
    }

    private static List<ColumnType> suiting(NumericAggregation aggregation) {
        return List.of(ColumnType.values()).stream().filter(aggregation::suits).toList();
    }
}
