package dev.oriel.kernel.aggregation;

/**
 * One event as aggregations see it: its time, the values of the layer's columns (column 0 is the aggregated one), and the primary key
 * of its row. A view that is valid only during the call it is given to.
 */
public interface Event {
    /** Its time in epoch milliseconds. */
    long millis();

    /** Whether the column has no value; a column that the layer does not have has none. */
    boolean isNull(int column);

    /** The value of a column of {@link ColumnType#LONG}, which must not be null. */
    long longAt(int column);

    /** The value of a column of {@link ColumnType#DOUBLE}, which must not be null; finite. */
    double doubleAt(int column);

    /** The value of a column of {@link ColumnType#BYTES}, which must not be null. Not to be changed; it may be kept. */
    byte[] bytesAt(int column);

    /** The value of a column of {@link ColumnType#VECTOR}, which must not be null. Not to be changed; it may be kept. */
    double[] vectorAt(int column);

    /** The canonical bytes of the row's primary key, empty when it has none. Not to be changed; they may be kept. */
    byte[] key();
}
