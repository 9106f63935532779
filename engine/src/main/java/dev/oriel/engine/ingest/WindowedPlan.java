package dev.oriel.engine.ingest;

import dev.oriel.api.Aggregator;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.state.AnyValues;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.StoragePolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a windowed resolver does with a message: whose windows it belongs to, and what is folded of it. */
final class WindowedPlan implements ResolverPlan {
    private static final BitSet NOT_FILTERED = new BitSet();

    private final WindowedStream stream;
    private final InputPlan input;
    private final int index;
    private final Optional<Feed> feed;
    private final Set<String> windowedNames;
    private final Map<Long, Map<String, String>> storedNames;

    /** @param index place among the running resolvers of the catalog */
    WindowedPlan(WindowedStream stream, int index) {
        this.stream = stream;
        this.index = index;
        this.input = new InputPlan(stream.running());
        int keys = stream.keys().size();
        this.feed = stream.states().map(group -> {
            var layers = new ArrayList<Feed.LayerFeed>();
            for (WindowedStream.Folded folded : stream.folded()) {
                int place = keys + folded.layer().place();
                layers.add(new Feed.LayerFeed(folded.layer(), place, Feed.LayerFeed.NO_COLUMN, RowFilter.NONE));
            }
            return new Feed(group, IntStream.range(0, keys).toArray(), layers);
        });
        List<FeatureDefinition> windowed = stream.windowedFeatures();
        this.windowedNames = windowed.stream().map(FeatureDefinition::name).collect(Collectors.toUnmodifiableSet());
        boolean stored = !stream.resolver().switches().skipOnline();
        this.storedNames = stream.windowsMillis().stream()
                .collect(Collectors.toUnmodifiableMap(
                        windowMillis -> windowMillis,
                        windowMillis -> stored ? storedNames(stream, windowed, windowMillis) : Map.of()));
    }

    private static Map<String, String> storedNames(
            WindowedStream stream, List<FeatureDefinition> windowed, long windowMillis) {
        return windowed.stream()
                .filter(feature -> StoragePolicy.maxStalenessMillis(stream.owner(), feature) > 0)
                .collect(Collectors.toUnmodifiableMap(
                        FeatureDefinition::name, feature -> feature.windowName(windowMillis)));
    }

    @Override
    public RunningResolver running() {
        return stream.running();
    }

    @Override
    public InputPlan input() {
        return input;
    }

    @Override
    public int index() {
        return index;
    }

    WindowedStream stream() {
        return stream;
    }

    /** Where its ready aggregations are kept; empty without any. */
    Optional<Feed> feed() {
        return feed;
    }

    List<Sink> sinks() {
        return stream.resolver().switches().sinks();
    }

    /** What aggregations see of a message: its keys, then the column of each ready aggregation. */
    FedRow row(Object message, long eventMillis) throws RefusedException {
        var values = new @Nullable Object[stream.keys().size() + stream.folded().size()];
        List<StreamResolver.Output> keys = stream.resolver().keys();
        for (int i = 0; i < keys.size(); i++) {
            FeatureDefinition feature = stream.keys().get(i);
            Object value = UserCode.call(
                    name(), "the key " + feature.name(), keys.get(i).value(), message);
            values[i] = value == null
                    ? null
                    : refusing(
                            "the key '" + feature.name() + "'",
                            () -> FeatureValues.normalise(value, Objects.requireNonNull(feature.type())));
        }
        for (WindowedStream.Folded folded : stream.folded()) {
            values[keys.size() + folded.layer().place()] = column(folded, message);
        }
        return new FedRow(values, eventMillis, NOT_FILTERED, null);
    }

    private @Nullable Object column(WindowedStream.Folded folded, Object message) throws RefusedException {
        Aggregator<?, ?> aggregator = folded.aggregator();
        if (aggregator.column().isEmpty()) {
            return null;
        }
        String what = "the column of " + aggregator;
        Object value = UserCode.call(name(), what, aggregator.column().get(), message);
        if (value == null) {
            return null;
        }
        return refusing(what, () -> switch (folded.column()) {
            case NONE -> throw new IllegalStateException("an aggregation without a column has none");
            case LONG -> FeatureValues.normalise(value, ScalarType.LONG);
            case DOUBLE -> FeatureValues.normalise(value, ScalarType.DOUBLE);
            case ANY -> AnyValues.bytes(value);
        });
    }

    private interface Conversion {
        Object get();
    }

    private Object refusing(String what, Conversion conversion) throws RefusedException {
        try {
            return conversion.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(name() + ": " + what + ": " + e.getMessage());
        }
    }

    /** The bytes of a row's keys; empty when one is null, since null joins nothing. */
    Optional<byte[]> key(FedRow row) {
        var keys = new ArrayList<Object>();
        for (int i = 0; i < stream.keys().size(); i++) {
            Object value = row.values()[i];
            if (value == null) {
                return Optional.empty();
            }
            keys.add(value);
        }
        return Optional.of(KeyCodec.bytes(keys));
    }

    /** By the name of each feature that is kept online, the name that its value over a window is stored under. */
    Map<String, String> storedNames(long windowMillis) {
        return storedNames.getOrDefault(windowMillis, Map.of());
    }

    /** Whether an output has a value for each window. */
    boolean isWindowed(String output) {
        return windowedNames.contains(output);
    }
}
