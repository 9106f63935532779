package dev.oriel.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a resolver's outputs are sent besides the stores.
 *
 * @param name a name that configuration resolves to an address
 * @param features names on the wire of the features sent; empty is all outputs
 * @param format how one row is written
 */
public record Sink(String name, List<String> features, Format format) {
    /** How rows are written. */
    public enum Format {
        /** One JSON object a row. */
        JSON,
        /** An Arrow stream a row: its schema, and one record batch. */
        ARROW_STREAM
    }

    /** Copies the list. */
    public Sink {
        features = List.copyOf(features);
    }

    /** All outputs as JSON. */
    public static Sink named(String name) {
        return new Sink(name, List.of(), Format.JSON);
    }

    /** The same sink, of some of the outputs. */
    public Sink features(FeatureHandle... some) {
        return new Sink(name, Stream.of(some).map(FeatureHandle::fqn).toList(), format);
    }

    /** The same sink in another format. */
    public Sink format(Format other) {
        return new Sink(name, features, other);
    }
}
