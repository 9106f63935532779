package dev.oriel.kernel.aggregation;

/** What the values of a column are, as the kernel keeps them. */
public enum ColumnType {
    /** There is no column: rows are only counted. */
    NONE,
    /** 64-bit integers; also booleans, as 0 and 1, and times, as epoch milliseconds. */
    LONG,
    /** Finite floating numbers. */
    DOUBLE,
    /** Bytes whose unsigned order is the order of the values, such as text in UTF-8. */
    BYTES,
    /** Lists of finite floating numbers, all of one length within a column. */
    VECTOR
}
