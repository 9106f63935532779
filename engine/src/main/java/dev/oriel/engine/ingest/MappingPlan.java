package dev.oriel.engine.ingest;

import dev.oriel.api.MappingOutput;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.Sink;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.StoragePolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a mapping resolver does with a message: which row it makes, and which series that feeds. */
final class MappingPlan implements ResolverPlan {
    private final RunningResolver running;
    private final InputPlan input;
    private final int index;
    private final MappingResolver<?> resolver;
    /** Empty for a resolver of functions alone. */
    private final Optional<OutputExpressions> expressions;

    private final Output[] outputs;
    private final int primaryKeyPlace;
    private final int featureTimePlace;
    private final Optional<String> impliedFeatureTime;
    private final String namespace;
    private final List<Feed> feeds;

    /**
     * One output.
     *
     * @param name wire name without the namespace
     * @param stored whether the value is kept online
     */
    record Output(String name, FeatureType type, boolean nullable, boolean stored, Value value) {}

    /** How an output is made of a message. */
    @FunctionalInterface
    interface Value {
        @Nullable
        Object of(Object message) throws RefusedException;
    }

    /** @param index place among the running resolvers of the catalog */
    MappingPlan(RunningResolver running, MappingResolver<?> resolver, int index, Catalog catalog) {
        this.running = running;
        this.resolver = resolver;
        this.index = index;
        this.input = new InputPlan(running);
        String first = resolver.outputs().getFirst().feature();
        this.namespace = first.substring(0, first.indexOf('.'));
        FeatureClassDefinition owner =
                catalog.definitions().namespace(namespace).orElseThrow();
        this.expressions = resolver.outputs().stream().anyMatch(MappingOutput.ByExpression.class::isInstance)
                ? Optional.of(new OutputExpressions(resolver.input().read().orElseThrow()))
                : Optional.empty();
        this.outputs =
                resolver.outputs().stream().map(output -> output(owner, output)).toArray(Output[]::new);
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < outputs.length; i++) {
            places.put(outputs[i].name(), i);
        }
        this.primaryKeyPlace =
                places.getOrDefault(owner.primaryKey().orElseThrow().name(), -1);
        this.featureTimePlace =
                owner.featureTime().map(f -> places.getOrDefault(f.name(), -1)).orElse(-1);
        this.impliedFeatureTime = owner.featureTime()
                .filter(f -> !places.containsKey(f.name()) && isStored(owner, f))
                .map(FeatureDefinition::name);
        // The feature time of a row is always known: where it is no output, it is the message's.
        var columns = new HashMap<>(places);
        owner.featureTime().ifPresent(feature -> columns.putIfAbsent(feature.name(), Feed.LayerFeed.EVENT_TIME));
        this.feeds =
                resolver.switches().updatesMaterializedAggregations() ? feeds(catalog, places, columns) : List.of();
    }

    private Output output(FeatureClassDefinition owner, MappingOutput output) {
        String name = output.feature().substring(output.feature().indexOf('.') + 1);
        FeatureDefinition feature = owner.feature(name).orElseThrow();
        FeatureType type = feature.type();
        if (type == null) {
            throw new IllegalStateException("the catalog let '" + output.feature() + "' pass, which is no value");
        }
        Value value = switch (output) {
            case MappingOutput.ByFunction by -> message -> UserCode.call(name(), name, by.function(), message);
            case MappingOutput.ByExpression by -> expression(by);
        };
        return new Output(name, type, feature.nullable(), isStored(owner, feature), value);
    }

    private Value expression(MappingOutput.ByExpression output) {
        OutputExpressions planned = expressions.orElseThrow();
        int place = planned.add(output);
        return unused -> {
            try {
                return planned.value(place);
            } catch (EvaluationException e) {
                throw new RefusedException(
                        name() + ": the expression of '" + output.feature() + "': " + e.getMessage());
            }
        };
    }

    private boolean isStored(FeatureClassDefinition owner, FeatureDefinition feature) {
        return !resolver.switches().skipOnline() && StoragePolicy.maxStalenessMillis(owner, feature) > 0;
    }

    /**
     * What a row feeds.
     *
     * @param places of the outputs
     * @param columns where the value of each column that is known of a row is found
     */
    private List<Feed> feeds(Catalog catalog, Map<String, Integer> places, Map<String, Integer> columns) {
        var feeds = new ArrayList<Feed>();
        for (Group group : catalog.groups()) {
            if (!group.namespace().equals(namespace) || !places.keySet().containsAll(group.columns())) {
                continue;
            }
            var layers = new ArrayList<Feed.LayerFeed>();
            for (SeriesLayer layer : group.layers()) {
                int column = place(layer.series().column(), columns);
                int by = place(layer.byColumn(), columns);
                boolean columnGiven = layer.series().column().isEmpty() || column != Feed.LayerFeed.NO_COLUMN;
                boolean byGiven = layer.byColumn().isEmpty() || by != Feed.LayerFeed.NO_COLUMN;
                boolean filtersGiven =
                        columns.keySet().containsAll(layer.series().filterColumns());
                if (filtersGiven && byGiven && (columnGiven || layer.countsRows())) {
                    layers.add(new Feed.LayerFeed(
                            layer, column, by, new RowFilter(layer.series().filters(), outputs, columns)));
                }
            }
            if (!layers.isEmpty()) {
                int[] keyPlaces = group.columns().stream()
                        .mapToInt(c -> places.getOrDefault(c, -1))
                        .toArray();
                feeds.add(new Feed(group, keyPlaces, layers));
            }
        }
        return feeds;
    }

    private static int place(Optional<String> column, Map<String, Integer> columns) {
        return column.map(name -> columns.getOrDefault(name, Feed.LayerFeed.NO_COLUMN))
                .orElse(Feed.LayerFeed.NO_COLUMN);
    }

    @Override
    public RunningResolver running() {
        return running;
    }

    @Override
    public InputPlan input() {
        return input;
    }

    @Override
    public int index() {
        return index;
    }

    /** Whether a later row replaces the earlier one of its primary key. */
    boolean replaces() {
        return resolver.input().upsert();
    }

    List<Sink> sinks() {
        return resolver.switches().sinks();
    }

    String namespace() {
        return namespace;
    }

    List<Feed> feeds() {
        return feeds;
    }

    Output output(int place) {
        return outputs[place];
    }

    int outputCount() {
        return outputs.length;
    }

    /** The key that a row is written under; the one row of a singleton has a key of its own. */
    @Nullable
    Object primaryKey(@Nullable Object[] values) {
        return primaryKeyPlace < 0 ? FeatureClassDefinition.SINGLETON_ID : values[primaryKeyPlace];
    }

    /** The stored feature time that is no output: it is the time of the message. */
    Optional<String> impliedFeatureTime() {
        return impliedFeatureTime;
    }

    int featureTimePlace() {
        return featureTimePlace;
    }

    /** The row's values, by output place. */
    @Nullable
    Object[] values(Object message) throws RefusedException {
        read(message);
        var values = new @Nullable Object[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            Output output = outputs[i];
            Object value = output.value().of(message);
            if (value == null) {
                if (!output.nullable()) {
                    throw new RefusedException(
                            name() + ": '" + namespace + "." + output.name() + "' is null, and is not nullable");
                }
                continue;
            }
            try {
                values[i] = FeatureValues.normalise(value, output.type());
            } catch (IllegalArgumentException e) {
                throw new RefusedException(name() + ": '" + namespace + "." + output.name() + "': " + e.getMessage());
            }
        }
        return values;
    }

    private void read(Object message) throws RefusedException {
        if (expressions.isEmpty()) {
            return;
        }
        try {
            expressions.get().read(message);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(name() + ": " + e.getMessage());
        }
    }

    /** The indexes of the layers whose filters did not want a row that was taken before. */
    BitSet keptOutOf(@Nullable Object[] values, long eventMillis) {
        try {
            return keptOut(values, eventMillis);
        } catch (RefusedException e) {
            throw new IllegalStateException("a row that was taken is refused now", e);
        }
    }

    /** The indexes of the layers whose filters do not want a row. */
    BitSet keptOut(@Nullable Object[] values, long eventMillis) throws RefusedException {
        var keptOut = new BitSet();
        for (Feed feed : feeds) {
            for (Feed.LayerFeed layerFeed : feed.layers()) {
                if (!keeps(layerFeed, values, eventMillis)) {
                    keptOut.set(layerFeed.layer().index());
                }
            }
        }
        return keptOut;
    }

    private boolean keeps(Feed.LayerFeed feed, @Nullable Object[] values, long eventMillis) throws RefusedException {
        try {
            return feed.filter().keeps(values, eventMillis);
        } catch (EvaluationException e) {
            throw new RefusedException(
                    name() + ": the filter " + feed.layer().series().filterText() + ": " + e.getMessage());
        }
    }
}
