package dev.oriel.kernel.aggregation;

/** What the values of a column are, as the kernel keeps them. */
public enum ColumnType {
    /** There is no column: rows are only counted. */
    NONE(0),
    /** 64-bit integers; also booleans, as 0 and 1, and times, as epoch milliseconds. */
    LONG(1),
    /** Finite floating numbers. */
    DOUBLE(2),
    /** Bytes whose unsigned order is the order of the values, such as text in UTF-8. */
    BYTES(3),
    /** Lists of finite floating numbers, all of one length within a column. */
    VECTOR(4);

    private final int number;

    ColumnType(int number) {
        this.number = number;
    }

    /** What stands for it in binary forms; never changes. */
    public int number() {
        return number;
    }
}
