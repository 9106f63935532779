package dev.oriel.engine.catalog;

import dev.oriel.api.Durations;
import dev.oriel.api.Edges;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.ParsedExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One window of one materialized feature, before series are known.
 *
 * @param column aggregated; empty where rows are only counted
 * @param buckets how the time of its layer is cut
 */
record Demand(
        FeatureClassDefinition parent,
        FeatureDefinition feature,
        AggregationShape shape,
        Optional<String> column,
        long windowMillis,
        Buckets buckets) {
    /**
     * How the time of a layer is cut.
     *
     * @param keepsEvents whether each event stays for itself, so that windows are exact at both edges (D7): then buckets of a
     *     millisecond hold them, and a window folds what lies in it by the tree above them
     */
    record Buckets(long lengthMillis, long originMillis, boolean keepsEvents) {
        /** Origins that are whole buckets apart give the same buckets. */
        Buckets {
            originMillis = Math.floorMod(originMillis, lengthMillis);
        }

        static Buckets of(Materialization how, String window) {
            return how.edges() == Edges.EXACT
                    ? new Buckets(1, 0, true)
                    : new Buckets(how.bucketMillis(window), how.originMillis(window), false);
        }
    }

    /** Whose rows: what makes a series, but for the order in which its group was written. */
    record SeriesKey(String namespace, List<String> group, Optional<String> column, List<Node> filters) {
        boolean sameRows(SeriesKey that) {
            return namespace.equals(that.namespace) && group.equals(that.group) && filters.equals(that.filters);
        }
    }

    /** What shares buckets: their grid, and the column that orders rows, which events must carry. */
    record LayerKey(Buckets buckets, Optional<String> by) {}

    /** Every window of every materialized feature, in order of definition. */
    static List<Demand> all(Definitions definitions) {
        var demands = new ArrayList<Demand>();
        for (FeatureClassDefinition parent : definitions.featureClasses()) {
            for (FeatureDefinition feature : parent.features()) {
                Materialization how = feature.materialization();
                if (feature.expression() != null && how != null) {
                    ParsedExpression parsed = ExpressionParser.parse(feature.expression());
                    AggregationShape shape = AggregationShape.of(parsed, parent, definitions)
                            .shape()
                            .orElseThrow(() -> new IllegalStateException("the checker let '" + parsed + "' pass"));
                    feature.windows().forEach(window -> demands.add(of(parent, feature, shape, how, window)));
                }
            }
        }
        return demands;
    }

    private static Demand of(
            FeatureClassDefinition parent,
            FeatureDefinition feature,
            AggregationShape shape,
            Materialization how,
            String window) {
        return new Demand(
                parent, feature, shape, shape.projectedColumn(), Durations.millis(window), Buckets.of(how, window));
    }

    /** A window that nobody declares, of which it is open what buckets it would have. */
    static Demand undeclared(
            FeatureClassDefinition parent, FeatureDefinition feature, AggregationShape shape, long windowMillis) {
        return new Demand(
                parent, feature, shape, shape.projectedColumn(), windowMillis, new Buckets(windowMillis, 0, false));
    }

    Demand withColumn(Optional<String> newColumn) {
        return new Demand(parent, feature, shape, newColumn, windowMillis, buckets);
    }

    String root() {
        return parent.namespace() + "." + feature.name();
    }

    /** The canonical name of the value that is served: {@code user.total_spend__2592000__}. */
    String fqn() {
        return parent.namespace() + "." + feature.windowName(windowMillis);
    }

    /** The columns of the group as they were written: those of the join, then those of {@code group_by}. */
    List<String> writtenGroup() {
        return Stream.concat(shape.foreignKeyColumns().stream(), shape.groupKeys().stream())
                .distinct()
                .toList();
    }

    SeriesKey seriesKey() {
        List<Node> filters = shape.filters().stream()
                .sorted(Comparator.comparing(Node::toString))
                .toList();
        return new SeriesKey(
                shape.childNamespace(), writtenGroup().stream().sorted().toList(), column, filters);
    }

    LayerKey layerKey() {
        return new LayerKey(buckets, shape.arguments().by());
    }

    /** The aggregation with what stands in its brackets, which its stored states go by: {@code max_by_n(by=ts, n=3)}. */
    String aggregation() {
        var arguments = new ArrayList<String>();
        shape.arguments().by().ifPresent(by -> arguments.add("by=" + by));
        shape.arguments().count().ifPresent(count -> arguments.add("n=" + count));
        shape.arguments().quantile().ifPresent(quantile -> arguments.add("quantile=" + quantile));
        String name = shape.function().functionName();
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }
}
