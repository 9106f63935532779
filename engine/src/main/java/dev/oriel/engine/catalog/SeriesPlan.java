package dev.oriel.engine.catalog;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.catalog.Demand.LayerKey;
import dev.oriel.engine.catalog.Demand.SeriesKey;
import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Layer;
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

    static SeriesPlan of(Definitions definitions) {
        List<Demand> demands = withSharedColumns(Demand.all(definitions));
        var bySeries = new LinkedHashMap<SeriesKey, List<Demand>>();
        demands.forEach(demand -> bySeries.computeIfAbsent(demand.seriesKey(), unused -> new ArrayList<>())
                .add(demand));

        var layersByGroup = new LinkedHashMap<GroupKey, List<SeriesLayer>>();
        var layerOf = new LinkedHashMap<Demand, SeriesLayer>();
        int number = 0;
        int layerIndex = 0;
        for (Map.Entry<SeriesKey, List<Demand>> entry : bySeries.entrySet()) {
            SeriesKey key = entry.getKey();
            List<String> written = entry.getValue().getFirst().writtenGroup();
            var series = new Series(++number, key.namespace(), key.group(), written, key.column(), key.filters());
            List<SeriesLayer> layers = layersByGroup.computeIfAbsent(
                    new GroupKey(key.namespace(), key.group()), unused -> new ArrayList<>());
            for (List<Demand> sameLayer : byLayer(entry.getValue()).values()) {
                SeriesLayer layer = layer(layerIndex++, layers.size(), series, sameLayer, definitions);
                layers.add(layer);
                sameLayer.forEach(demand -> layerOf.put(demand, layer));
            }
        }
        var groups = new LinkedHashMap<GroupKey, Group>();
        layersByGroup.forEach(
                (key, layers) -> groups.put(key, new Group(groups.size(), key.namespace(), key.columns(), layers)));
        return new SeriesPlan(List.copyOf(groups.values()), windows(layerOf, groups, definitions));
    }

    /** The layers of all groups, by their index. */
    List<SeriesLayer> layers() {
        return groups.stream()
                .flatMap(group -> group.layers().stream())
                .sorted(Comparator.comparingInt(SeriesLayer::index))
                .toList();
    }

    private record GroupKey(String namespace, List<String> columns) {}

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
            shared.add(demand.withColumn(column));
        }
        return shared;
    }

    private static Map<LayerKey, List<Demand>> byLayer(List<Demand> demands) {
        var byLayer = new LinkedHashMap<LayerKey, List<Demand>>();
        demands.forEach(demand -> byLayer.computeIfAbsent(demand.layerKey(), unused -> new ArrayList<>())
                .add(demand));
        return byLayer;
    }

    private static SeriesLayer layer(
            int index, int place, Series series, List<Demand> demands, Definitions definitions) {
        var columns = new KernelColumns(definitions, series.namespace());
        var parts = new LinkedHashMap<String, Layer.Part>();
        var dependents = new LinkedHashMap<String, LinkedHashSet<String>>();
        long retentionMillis = 0;
        for (Demand demand : demands) {
            parts.computeIfAbsent(demand.aggregation(), unused -> columns.part(demand));
            dependents
                    .computeIfAbsent(demand.aggregation(), unused -> new LinkedHashSet<>())
                    .add(demand.root());
            retentionMillis = Math.max(retentionMillis, demand.windowMillis());
        }
        var rules = new ArrayList<SeriesLayer.Rule>();
        dependents.forEach(
                (aggregation, features) -> rules.add(new SeriesLayer.Rule(aggregation, List.copyOf(features))));
        LayerKey key = demands.getFirst().layerKey();
        var grid = new BucketGrid(key.buckets().lengthMillis(), key.buckets().originMillis());
        var kernel = new Layer(
                grid,
                columns.columns(series.column(), key.by()),
                List.copyOf(parts.values()),
                key.buckets().keepsEvents());
        boolean ordersRows =
                demands.stream().anyMatch(demand -> demand.shape().function().ordersRows());
        return new SeriesLayer(index, place, series, key.by(), ordersRows, kernel, rules, retentionMillis);
    }

    private static Map<String, MaterializedWindow> windows(
            Map<Demand, SeriesLayer> layerOf, Map<GroupKey, Group> groups, Definitions definitions) {
        var windows = new LinkedHashMap<String, MaterializedWindow>();
        layerOf.forEach((demand, layer) -> {
            if (demand.shape().groupKeys().isEmpty()) {
                windows.put(demand.fqn(), window(demand, layer, groups, definitions, Map.of()));
            }
        });
        var grouped = new LinkedHashMap<String, Demand>();
        layerOf.keySet().forEach(demand -> grouped.put(demand.fqn(), demand));
        for (GroupAccess access : GroupAccess.all(definitions)) {
            Demand demand = grouped.get(access.groupsFqn());
            if (demand != null) {
                windows.put(
                        access.fqn(),
                        window(demand, Objects.requireNonNull(layerOf.get(demand)), groups, definitions, access.keys())
                                .as(access.type()));
            }
        }
        return windows;
    }

    /** @param keys the asking row's features that give the columns of {@code group_by} */
    private static MaterializedWindow window(
            Demand demand,
            SeriesLayer layer,
            Map<GroupKey, Group> groups,
            Definitions definitions,
            Map<String, String> keys) {
        Series series = layer.series();
        Group group = Objects.requireNonNull(groups.get(new GroupKey(series.namespace(), series.group())));
        return window(demand, layer, group, definitions, keys);
    }

    /**
     * Where a window that no feature declares can be read: from a layer that keeps the same aggregation of the same rows as far
     * back, exact at its edges or in buckets that divide the window; from the finest of several.
     */
    Optional<MaterializedWindow> undeclared(Demand demand, Definitions definitions) {
        return groups.stream()
                .flatMap(group -> group.layers().stream()
                        .filter(layer -> serves(layer, demand))
                        .map(layer -> window(demand, layer, group, definitions, Map.of())))
                .min(Comparator.comparingLong(
                        window -> window.layer().kernel().grid().bucketMillis()));
    }

    private static boolean serves(SeriesLayer layer, Demand demand) {
        Series series = layer.series();
        SeriesKey key = demand.seriesKey();
        boolean counts = demand.aggregation().equals("count");
        return series.namespace().equals(key.namespace())
                && series.group().equals(key.group())
                && series.filters().equals(key.filters())
                && (counts || series.column().equals(key.column()))
                && layer.byColumn().equals(demand.layerKey().by())
                && layer.rules().stream().anyMatch(rule -> rule.aggregation().equals(demand.aggregation()))
                && demand.windowMillis() <= layer.retentionMillis()
                && demand.windowMillis() % layer.kernel().grid().bucketMillis() == 0;
    }

    private static MaterializedWindow window(
            Demand demand, SeriesLayer layer, Group group, Definitions definitions, Map<String, String> keys) {
        Series series = layer.series();
        var columns = new KernelColumns(definitions, series.namespace());
        var keyFeatures = new ArrayList<String>();
        var keyTypes = new ArrayList<FeatureType>();
        for (String column : group.columns()) {
            int joined = demand.shape().foreignKeyColumns().indexOf(column);
            keyFeatures.add(
                    joined < 0
                            ? Objects.requireNonNull(keys.get(column))
                            : demand.shape().parentKeyColumns().get(joined));
            keyTypes.add(columns.type(column));
        }
        return new MaterializedWindow(
                group,
                layer,
                demand.aggregation(),
                Objects.requireNonNull(demand.feature().type()),
                keyFeatures,
                keyTypes,
                demand.windowMillis(),
                demand.shape().lowerBound(),
                demand.shape().upperBound());
    }
}
