package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;

/** How the values of a type are laid out in a {@link Column}. */
enum ColumnForm {
    /** Integers; times and durations in milliseconds; dates in days since 1970; times of day in milliseconds. */
    LONG,
    /** Floats. */
    DOUBLE,
    /** Booleans. */
    BOOLEAN,
    /** Everything else, as {@link dev.oriel.engine.state.FeatureValues} has it: text, decimals, lists. */
    OBJECT;

    static ColumnForm of(FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar of -> of(of.scalar());
            case FeatureType.Enumeration ignored -> OBJECT;
            case FeatureType.ListOf ignored -> OBJECT;
            case FeatureType.VectorOf ignored -> OBJECT;
            case FeatureType.Struct ignored -> OBJECT;
        };
    }

    private static ColumnForm of(ScalarType type) {
        return switch (type) {
            case LONG, TIME, DURATION, DATE, TIME_OF_DAY -> LONG;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case TEXT, DECIMAL, BYTES -> OBJECT;
        };
    }
}
