package dev.oriel.engine.catalog;

import dev.oriel.api.Durations;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.WindowedOutput;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.AggregationShape.Bound;
import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.Aggregations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the windowed resolvers of a catalog need kept: for each with ready aggregations a group beside those of materialized
 * features, whose key tuple are its keys, with a layer for each aggregation.
 */
final class WindowedStreams {
    private final Definitions definitions;
    private final List<WindowedStream> streams = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, MaterializedWindow> windows = new LinkedHashMap<>();
    private final Map<String, WindowedStream> byRoot = new LinkedHashMap<>();
    private int nextGroup;
    private int nextLayer;

    /** @param plan of the materialized features, after whose groups and layers these are numbered */
    WindowedStreams(Definitions definitions, List<RunningResolver> running, SeriesPlan plan) {
        this.definitions = definitions;
        nextGroup = plan.groups().size();
        nextLayer =
                plan.groups().stream().mapToInt(group -> group.layers().size()).sum();
        for (RunningResolver one : running) {
            if (one.resolver() instanceof WindowedResolver<?> windowed) {
                add(one, windowed);
            }
        }
    }

    List<WindowedStream> streams() {
        return streams;
    }

    List<Group> groups() {
        return groups;
    }

    /** Windows that are folded from states when they are asked for, by their canonical name. */
    Map<String, MaterializedWindow> windows() {
        return windows;
    }

    /** The streams by the windowed features that they fill, by root name. */
    Map<String, WindowedStream> byRoot() {
        return byRoot;
    }

    private void add(RunningResolver running, WindowedResolver<?> resolver) {
        String first = resolver.outputs().getFirst().features().getFirst();
        FeatureClassDefinition owner =
                definitions.namespace(first.substring(0, first.indexOf('.'))).orElseThrow();
        List<FeatureDefinition> keys = resolver.keys().stream()
                .map(StreamResolver.Output::fqn)
                .map(fqn -> feature(owner, fqn))
                .toList();
        List<Long> windowsMillis = resolver.features().stream()
                .map(fqn -> feature(owner, fqn))
                .filter(FeatureDefinition::hasWindows)
                .findFirst()
                .orElseThrow()
                .windows()
                .stream()
                .map(Durations::millis)
                .sorted()
                .toList();
        List<WindowedOutput.ByAggregation> ready = resolver.outputs().stream()
                .filter(WindowedOutput.ByAggregation.class::isInstance)
                .map(WindowedOutput.ByAggregation.class::cast)
                .toList();
        boolean tumbling = resolver.mode() == WindowedResolver.Mode.TUMBLING;
        var folded = new ArrayList<WindowedStream.Folded>();
        for (WindowedOutput.ByAggregation output : ready) {
            folded.add(folded(running, owner, keys, windowsMillis, output, folded.size(), tumbling));
        }
        Optional<Group> states = folded.isEmpty()
                ? Optional.empty()
                : Optional.of(new Group(
                        nextGroup++,
                        running.name(),
                        keys.stream().map(FeatureDefinition::name).toList(),
                        folded.stream().map(WindowedStream.Folded::layer).toList()));
        states.ifPresent(groups::add);
        var stream = new WindowedStream(streams.size(), running, owner, keys, windowsMillis, states, folded);
        streams.add(stream);
        stream.windowedFeatures().forEach(feature -> byRoot.put(owner.namespace() + "." + feature.name(), stream));
        if (!tumbling) {
            states.ifPresent(group -> folded.forEach(one -> continuous(stream, group, one)));
        }
    }

    private static FeatureDefinition feature(FeatureClassDefinition owner, String fqn) {
        return owner.feature(fqn.substring(fqn.indexOf('.') + 1)).orElseThrow();
    }

    private WindowedStream.Folded folded(
            RunningResolver running,
            FeatureClassDefinition owner,
            List<FeatureDefinition> keys,
            List<Long> windowsMillis,
            WindowedOutput.ByAggregation output,
            int place,
            boolean tumbling) {
        FeatureDefinition feature = feature(owner, output.feature());
        String function = output.aggregator().function();
        FoldedColumn column = FoldedColumn.of(function, Objects.requireNonNull(feature.type()));
        List<String> names = keys.stream().map(FeatureDefinition::name).toList();
        var series = new Series(0, running.name(), names, names, Optional.of(feature.name()), List.of());
        // A tumbling window is whole buckets. A continuous one is exact at both edges: each message stays for itself
        // (D5).
        var grid = new BucketGrid(tumbling ? WindowedStream.commonDivisorMillis(windowsMillis) : 1, 0);
        var part = new Layer.Part(function, Aggregations.of(AggregationCall.of(function, column.kernelType())));
        var kernel = new Layer(grid, List.of(column.kernelType()), List.of(part), !tumbling);
        // Tumbling windows take late messages for one more length, and as long as can be asked back.
        long retentionMillis = tumbling ? 2 * windowsMillis.getLast() : windowsMillis.getLast();
        var rule = new SeriesLayer.Rule(function, List.of(output.feature()));
        var layer = new SeriesLayer(
                nextLayer++, place, series, Optional.empty(), false, kernel, List.of(rule), retentionMillis);
        return new WindowedStream.Folded(feature, layer, output.aggregator(), column);
    }

    private void continuous(WindowedStream stream, Group group, WindowedStream.Folded folded) {
        FeatureType type = Objects.requireNonNull(folded.feature().type());
        List<FeatureType> keyTypes = stream.keys().stream()
                .map(key -> Objects.requireNonNull(key.type()))
                .toList();
        for (long windowMillis : stream.windowsMillis()) {
            String fqn = stream.owner().namespace() + "." + folded.feature().windowName(windowMillis);
            windows.put(
                    fqn,
                    new MaterializedWindow(
                            group,
                            folded.layer(),
                            folded.aggregator().function(),
                            type,
                            group.columns(),
                            keyTypes,
                            windowMillis,
                            Bound.EXCLUSIVE,
                            Bound.INCLUSIVE));
        }
    }
}
