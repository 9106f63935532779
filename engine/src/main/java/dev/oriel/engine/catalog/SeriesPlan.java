package dev.oriel.engine.catalog;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which series, layers and rules the materialized features of a set of definitions need, and which of them serves each
 * window.
 *
 * @param groups by their index
 * @param windows by the canonical name of the windowed value, {@code user.total_spend__2592000__}
 */
record SeriesPlan(List<Group> groups, Map<String, MaterializedWindow> windows) {
    /*
     * Counting rows needs no column, so a count without one joins the series of the same rows that has a column (the first
     * in alphabetical order): one series then serves sum(amount) and count(), as in the seeds' table. See
     * docs/decisions/0006-a-count-joins-a-series.md.
     */

    /** One window of one materialized feature, before series are known. */
    private record Demand(
            FeatureClassDefinition parent,
            FeatureDefinition feature,
            AggregationShape shape,
            Optional<String> column,
            long windowMillis,
            Buckets buckets) {
        String root() {
            return parent.namespace() + "." + feature.name();
        }

        List<String> group() {
            return shape.foreignKeyColumns().stream().sorted().toList();
        }

        List<Node> filters() {
            return shape.filters().stream()
                    .sorted(Comparator.comparing(Node::toString))
                    .toList();
        }

        SeriesKey seriesKey() {
            return new SeriesKey(shape.childNamespace(), group(), column, filters());
        }
    }

    /** How the time of a layer is cut. */
    private record Buckets(long lengthMillis, long originMillis) {
        /** Origins that are whole buckets apart give the same buckets. */
        Buckets {
            originMillis = Math.floorMod(originMillis, lengthMillis);
        }
    }

    private record SeriesKey(String namespace, List<String> group, Optional<String> column, List<Node> filters) {
        boolean sameRows(SeriesKey that) {
            return namespace.equals(that.namespace) && group.equals(that.group) && filters.equals(that.filters);
        }
    }

    static SeriesPlan of(Definitions definitions) {
        List<Demand> demands = withSharedColumns(demands(definitions));
        var bySeries = new LinkedHashMap<SeriesKey, List<Demand>>();
        demands.forEach(demand -> bySeries.computeIfAbsent(demand.seriesKey(), unused -> new ArrayList<>())
                .add(demand));

        var layersByGroup = new LinkedHashMap<GroupKey, List<SeriesLayer>>();
        var layerOf = new LinkedHashMap<Demand, SeriesLayer>();
        int number = 0;
        int layerIndex = 0;
        for (Map.Entry<SeriesKey, List<Demand>> entry : bySeries.entrySet()) {
            SeriesKey key = entry.getKey();
            var series = new Series(++number, key.namespace(), key.group(), key.column(), key.filters());
            List<SeriesLayer> layers = layersByGroup.computeIfAbsent(
                    new GroupKey(key.namespace(), key.group()), unused -> new ArrayList<>());
            for (List<Demand> sameBucket : byBucket(entry.getValue()).values()) {
                SeriesLayer layer = layer(layerIndex++, layers.size(), series, sameBucket, definitions);
                layers.add(layer);
                sameBucket.forEach(demand -> layerOf.put(demand, layer));
            }
        }
        var groups = new LinkedHashMap<GroupKey, Group>();
        layersByGroup.forEach(
                (key, layers) -> groups.put(key, new Group(groups.size(), key.namespace(), key.columns(), layers)));
        return new SeriesPlan(List.copyOf(groups.values()), windows(layerOf, groups, definitions));
    }

    private record GroupKey(String namespace, List<String> columns) {}

    private static List<Demand> demands(Definitions definitions) {
        var demands = new ArrayList<Demand>();
        for (FeatureClassDefinition parent : definitions.featureClasses()) {
            for (FeatureDefinition feature : parent.features()) {
                String text = feature.expression();
                Materialization how = feature.materialization();
                if (text == null || how == null) {
                    continue;
                }
                AggregationShape shape = AggregationShape.of(ExpressionParser.parse(text), parent, definitions)
                        .shape()
                        .orElseThrow(() -> new IllegalStateException("the checker let '" + text + "' pass"));
                if (!servable(shape, definitions)) {
                    continue;
                }
                for (String window : feature.windows()) {
                    demands.add(new Demand(
                            parent,
                            feature,
                            shape,
                            shape.projectedColumn(),
                            Durations.millis(window),
                            new Buckets(how.bucketMillis(window), how.originMillis(window))));
                }
            }
        }
        return demands;
    }

    /** Whether series can serve it: those that cannot yet have no window, and are refused where they are asked for. */
    private static boolean servable(AggregationShape shape, Definitions definitions) {
        boolean anyColumn = switch (shape.function()) {
            case COUNT, APPROX_COUNT_DISTINCT -> true;
            case SUM, MEAN, MIN, MAX, STD, VAR -> false;
            case ANY, ALL, MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST -> false;
            case ARRAY_AGG, COUNT_DISTINCT, MEDIAN, APPROX_PERCENTILE, APPROX_TOP_K -> false;
        };
        boolean number = switch (shape.function()) {
            case COUNT, APPROX_COUNT_DISTINCT -> false;
            case SUM, MEAN, MIN, MAX, STD, VAR -> true;
            case ANY, ALL, MIN_BY, MAX_BY, MIN_BY_N, MAX_BY_N, FIRST, LAST -> false;
            case ARRAY_AGG, COUNT_DISTINCT, MEDIAN, APPROX_PERCENTILE, APPROX_TOP_K -> false;
        };
        Optional<ScalarType> column = shape.projectedColumn()
                .flatMap(name -> definitions.namespace(shape.childNamespace()).flatMap(c -> c.feature(name)))
                .map(FeatureDefinition::scalar);
        boolean known = shape.projectedColumn().isEmpty() || column.isPresent();
        boolean fits =
                anyColumn || (number && column.filter(ScalarType::isNumber).isPresent());
        return shape.groupKeys().isEmpty() && known && fits;
    }

    private static List<Demand> withSharedColumns(List<Demand> demands) {
        var shared = new ArrayList<Demand>();
        for (Demand demand : demands) {
            Optional<String> column = demand.column();
            if (column.isEmpty()) {
                column = demands.stream()
                        .filter(other -> other.seriesKey().sameRows(demand.seriesKey()))
                        .flatMap(other -> other.column().stream())
                        .min(Comparator.naturalOrder());
            }
            shared.add(new Demand(
                    demand.parent(),
                    demand.feature(),
                    demand.shape(),
                    column,
                    demand.windowMillis(),
                    demand.buckets()));
        }
        return shared;
    }

    private static Map<Buckets, List<Demand>> byBucket(List<Demand> demands) {
        var byBucket = new LinkedHashMap<Buckets, List<Demand>>();
        demands.forEach(demand -> byBucket.computeIfAbsent(demand.buckets(), unused -> new ArrayList<>())
                .add(demand));
        return byBucket;
    }

    private static SeriesLayer layer(
            int index, int place, Series series, List<Demand> demands, Definitions definitions) {
        var dependents = new LinkedHashMap<String, LinkedHashSet<String>>();
        long retentionMillis = 0;
        for (Demand demand : demands) {
            dependents
                    .computeIfAbsent(demand.shape().function().functionName(), unused -> new LinkedHashSet<>())
                    .add(demand.root());
            retentionMillis = Math.max(retentionMillis, demand.windowMillis());
        }
        ColumnType column = series.column()
                .map(name -> columnType(definitions, series.namespace(), name))
                .orElse(ColumnType.NONE);
        var parts = new ArrayList<Layer.Part>();
        var rules = new ArrayList<SeriesLayer.Rule>();
        dependents.forEach((aggregation, features) -> {
            parts.add(new Layer.Part(aggregation, Aggregations.of(aggregation, column)));
            rules.add(new SeriesLayer.Rule(aggregation, List.copyOf(features)));
        });
        Buckets buckets = demands.getFirst().buckets();
        var grid = new BucketGrid(buckets.lengthMillis(), buckets.originMillis());
        return new SeriesLayer(index, place, series, new Layer(grid, column, parts), rules, retentionMillis);
    }

    private static ScalarType scalar(Definitions definitions, String namespace, String column) {
        return definitions
                .namespace(namespace)
                .flatMap(c -> c.feature(column))
                .map(FeatureDefinition::scalar)
                .orElseThrow(
                        () -> new IllegalStateException("the checker let '" + namespace + "." + column + "' pass"));
    }

    private static ColumnType columnType(Definitions definitions, String namespace, String column) {
        // By the feature alone and not by what reads it: stored buckets stay readable when aggregations come and go.
        return switch (scalar(definitions, namespace, column)) {
            case LONG, BOOLEAN, TIME, DATE, TIME_OF_DAY, DURATION -> ColumnType.LONG;
            case DOUBLE -> ColumnType.DOUBLE;
            case TEXT, BYTES, DECIMAL -> ColumnType.BYTES;
        };
    }

    /** The asking row's features that equal the group's columns, in their order. */
    private static List<String> keyFeatures(AggregationShape shape, Group group) {
        return group.columns().stream()
                .map(column ->
                        shape.parentKeyColumns().get(shape.foreignKeyColumns().indexOf(column)))
                .toList();
    }

    private static Map<String, MaterializedWindow> windows(
            Map<Demand, SeriesLayer> layerOf, Map<GroupKey, Group> groups, Definitions definitions) {
        var windows = new LinkedHashMap<String, MaterializedWindow>();
        layerOf.forEach((demand, layer) -> {
            Group group = Objects.requireNonNull(groups.get(
                    new GroupKey(layer.series().namespace(), layer.series().group())));
            windows.put(
                    demand.parent().namespace() + "." + demand.feature().windowName(demand.windowMillis()),
                    new MaterializedWindow(
                            group,
                            layer,
                            demand.shape().function().functionName(),
                            keyFeatures(demand.shape(), group),
                            group.columns().stream()
                                    .map(column -> scalar(definitions, group.namespace(), column))
                                    .toList(),
                            demand.windowMillis()));
        });
        return windows;
    }
}
