package dev.oriel.engine.catalog;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.kernel.aggregation.ColumnType;

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

    /** The column of an aggregation that fills a feature of a type, which the check has accepted. */
    static FoldedColumn of(String function, FeatureType type) {
        return switch (function) {
            case "count" -> NONE;
            case "approx_count_distinct" -> ANY;
            case "mean", "std", "var" -> DOUBLE;
            default -> number(function, type);
        };
    }

    private static FoldedColumn number(String function, FeatureType type) {
        ScalarType scalar = type.scalarType()
                .filter(ScalarType::isNumber)
                .orElseThrow(() ->
                        new IllegalStateException("the check let a " + function + " of " + type.word() + " pass"));
        return scalar == ScalarType.LONG ? LONG : DOUBLE;
    }
}
