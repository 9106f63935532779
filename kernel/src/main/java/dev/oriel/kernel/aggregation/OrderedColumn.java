package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.aggregation.AggregateValue.OfBytes;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/**
 * A column whose values have an order. A value is held as a number and bytes, one of which is unused: a LONG is its number, a DOUBLE a
 * number of the same order, text its bytes. Two doubles are the same value when {@link Double#compare} says so: -0.0 lies below 0.0.
 *
 * @param column its place in the layer
 * @param type LONG, DOUBLE or BYTES, or NONE for a column that is not there: every value of it is the same
 */
record OrderedColumn(int column, ColumnType type) {
    static final byte[] NO_BYTES = {};

    /** The column that is not there. */
    static final OrderedColumn NONE = new OrderedColumn(-1, ColumnType.NONE);

    /**
     * A column that is there.
     *
     * @param function whose argument it is, for the error
     * @throws IllegalArgumentException if values of the type have no order
     */
    static OrderedColumn of(String function, int column, ColumnType type) {
        return switch (type) {
            case LONG, DOUBLE, BYTES -> new OrderedColumn(column, type);
            case NONE, VECTOR ->
                throw new IllegalArgumentException(function + " · it does not take a column of type '" + type
                        + "' · it takes LONG, DOUBLE and BYTES · choose another column");
        };
    }

    /** A double as a long, such that {@code Long.compare} of two is {@code Double.compare}. Finite numbers only. */
    static long sortable(double value) {
        return flipped(Double.doubleToRawLongBits(value));
    }

    /** The double that {@link #sortable} made a long of. */
    static double fromSortable(long number) {
        return Double.longBitsToDouble(flipped(number));
    }

    boolean isNull(Event event) {
        return type != ColumnType.NONE && event.isNull(column);
    }

    /** The number of a value that is not null. */
    long number(Event event) {
        return switch (type) {
            case LONG -> event.longAt(column);
            case DOUBLE -> sortable(event.doubleAt(column));
            case NONE, BYTES, VECTOR -> 0;
        };
    }

    /** The bytes of a value that is not null. */
    byte[] bytes(Event event) {
        return type == ColumnType.BYTES ? event.bytesAt(column) : NO_BYTES;
    }

    /** Orders the event's value, which is not null, against another. */
    int compare(Event event, long otherNumber, byte[] otherBytes) {
        return type == ColumnType.BYTES
                ? Arrays.compareUnsigned(event.bytesAt(column), otherBytes)
                : Long.compare(number(event), otherNumber);
    }

    /** Orders two values. */
    int compare(long number, byte[] bytes, long otherNumber, byte[] otherBytes) {
        return type == ColumnType.BYTES ? Arrays.compareUnsigned(bytes, otherBytes) : Long.compare(number, otherNumber);
    }

    AggregateValue value(long number, byte[] bytes) {
        return switch (type) {
            case LONG -> new OfLong(number);
            case DOUBLE -> new OfDouble(fromSortable(number));
            case BYTES -> new OfBytes(bytes);
            case NONE, VECTOR -> throw new IllegalStateException("column of type '" + type + "' · it has no values");
        };
    }

    /** Writes a value in 0 (of NONE) or more bytes. */
    void write(long number, byte[] bytes, StateWriter target) {
        switch (type) {
            case LONG -> target.writeSigned(number);
            case DOUBLE -> target.writeDouble(fromSortable(number));
            case BYTES -> writeBytes(bytes, target);
            case NONE, VECTOR -> {}
        }
    }

    long readNumber(StateReader source) {
        return switch (type) {
            case LONG -> source.readSigned();
            case DOUBLE -> sortable(source.readFiniteDouble());
            case NONE, BYTES, VECTOR -> 0;
        };
    }

    byte[] readBytes(StateReader source) {
        return type == ColumnType.BYTES ? readAnyBytes(source) : NO_BYTES;
    }

    static void writeBytes(byte[] bytes, StateWriter target) {
        target.writeUnsigned(bytes.length);
        target.writeBytes(bytes);
    }

    static byte[] readAnyBytes(StateReader source) {
        long length = source.readUnsigned();
        return length == 0 ? NO_BYTES : source.slice(length).readRemaining();
    }

    /** Its own inverse. Bits of negative doubles grow downwards; the sign bit itself orders as that of a long does. */
    private static long flipped(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
