package dev.oriel.kernel;

/** The type of the aggregated column. */
public enum ColumnType {
    /** No column: rows are counted, nothing is read from them. */
    NONE,
    /** 64-bit integers, or null. */
    LONG,
    /** Finite 64-bit floating numbers, or null. */
    DOUBLE
}
