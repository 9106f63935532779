package dev.oriel.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of some features of one row: {@code Row.of(User_.id, 7L).with(User_.numFailedLogins, 3L)}. Immutable. */
public final class Row {
    private final Map<String, @Nullable Object> values;

    private Row(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** A row of one feature. */
    public static <V> Row of(Feature<?, V> feature, @Nullable V value) {
        return new Row(new LinkedHashMap<>()).with(feature, value);
    }

    /** A row of values by their names, which are as many. */
    static Row of(List<String> names, List<? extends @Nullable Object> values) {
        var byName = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values.get(i));
        }
        return new Row(byName);
    }

    /** A row of one windowed feature: its value over the window that the resolver is run for. */
    public static <V> Row of(WindowedFeature<?, V> feature, @Nullable V value) {
        return new Row(new LinkedHashMap<>()).with(feature, value);
    }

    /** The same row with one more value, or with another for a feature that it has. */
    public <V> Row with(Feature<?, V> feature, @Nullable V value) {
        return with(feature.fqn(), value);
    }

    /** The same row with the value of a windowed feature over the window that the resolver is run for. */
    public <V> Row with(WindowedFeature<?, V> feature, @Nullable V value) {
        return with(feature.fqn(), value);
    }

    private Row with(String fqn, @Nullable Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(fqn, value);
        return new Row(more);
    }

    /**
     * The value of a feature.
     *
     * @return null where the row holds no value for a feature that it has
     * @throws IllegalArgumentException if the feature is not part of the row; the message lists those that are
     */
    @SuppressWarnings("unchecked") // a value enters only by a handle of its type
    public <V> @Nullable V get(Feature<?, V> feature) {
        if (!values.containsKey(feature.fqn())) {
            throw new IllegalArgumentException(
                    "the row has no '" + feature.fqn() + "': it has " + String.join(", ", values.keySet()));
        }
        return (V) values.get(feature.fqn());
    }

    /** Values by the feature's name on the wire, in the order they were given. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && row.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
