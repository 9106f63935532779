package dev.oriel.engine.catalog;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.Optional;

/** What a ready aggregation reads from a message, as the kernel keeps it. */
public enum FoldedColumn {
    /** Nothing: messages are counted. */
    NONE(ColumnType.NONE),
    /** An integer. */
    LONG(ColumnType.LONG),
    /** A float. */
    DOUBLE(ColumnType.DOUBLE),
    /** Any value, told from others by its bytes. */
    ANY(ColumnType.BYTES);

    private final ColumnType kernelType;

    FoldedColumn(ColumnType kernelType) {
        this.kernelType = kernelType;
    }

    ColumnType kernelType() {
        return kernelType;
    }

    /**
     * The column of an aggregation that fills a feature of a type.
     *
     * @return empty where no state can be kept for such a feature
     */
    static Optional<FoldedColumn> of(String function, FeatureType type) {
        ScalarType scalar = type.scalarType().orElse(null);
        return switch (function) {
            case "count" -> Optional.of(NONE);
            case "approx_count_distinct" -> Optional.of(ANY);
            case "mean", "std", "var" -> Optional.of(DOUBLE);
            default ->
                scalar == ScalarType.LONG
                        ? Optional.of(LONG)
                        : scalar == ScalarType.DOUBLE ? Optional.of(DOUBLE) : Optional.empty();
        };
    }
}
