package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link Event} to be filled again and again. For one thread. */
public final class EventBuffer implements Event {
    private static final byte[] NO_KEY = {};

    private final ColumnType[] types;
    private final boolean[] present;
    private final long[] bits;
    private final @Nullable Object[] objects;
    private long millis;
    private byte[] key = NO_KEY;

    /** A buffer for events with these columns. */
    public EventBuffer(List<ColumnType> columns) {
        this.types = columns.toArray(new ColumnType[0]);
        this.present = new boolean[types.length];
        this.bits = new long[types.length];
        this.objects = new Object[types.length];
    }

    /** Starts the next event: every column null, no key. */
    public EventBuffer start(long eventMillis) {
        millis = eventMillis;
        key = NO_KEY;
        Arrays.fill(present, false);
        return this;
    }

    /** Sets the canonical bytes of the row's primary key, which are not copied. */
    public EventBuffer setKey(byte[] primaryKey) {
        key = primaryKey;
        return this;
    }

    /** Sets a column of {@link ColumnType#LONG}. */
    public EventBuffer setLong(int column, long value) {
        require(column, ColumnType.LONG);
        bits[column] = value;
        return this;
    }

    /**
     * Sets a column of {@link ColumnType#DOUBLE}.
     *
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public EventBuffer setDouble(int column, double value) {
        ExactSum.requireFinite(value);
        require(column, ColumnType.DOUBLE);
        bits[column] = Double.doubleToRawLongBits(value);
        return this;
    }

    /** Sets a column of {@link ColumnType#BYTES}; the bytes are not copied. */
    public EventBuffer setBytes(int column, byte[] value) {
        require(column, ColumnType.BYTES);
        objects[column] = value;
        return this;
    }

    /**
     * Sets a column of {@link ColumnType#VECTOR}; the array is not copied.
     *
     * @throws IllegalArgumentException if an element is NaN or infinite
     */
    public EventBuffer setVector(int column, double[] value) {
        for (double element : value) {
            ExactSum.requireFinite(element);
        }
        require(column, ColumnType.VECTOR);
        objects[column] = value;
        return this;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public boolean isNull(int column) {
        return column >= present.length || !present[column];
    }

    @Override
    public long longAt(int column) {
        return bits[column];
    }

    @Override
    public double doubleAt(int column) {
        return Double.longBitsToDouble(bits[column]);
    }

    @Override
    public byte[] bytesAt(int column) {
        return (byte[]) object(column);
    }

    @Override
    public double[] vectorAt(int column) {
        return (double[]) object(column);
    }

    @Override
    public byte[] key() {
        return key;
    }

    private Object object(int column) {
        Object value = objects[column];
        if (value == null) {
            throw new IllegalStateException("event · column " + column + " has no value · ask isNull before");
        }
        return value;
    }

    private void require(int column, ColumnType type) {
        if (types[column] != type) {
            throw new IllegalStateException("event · a value of type " + type + " does not suit column " + column
                    + " · its type is " + types[column] + " · call the method for that type");
        }
        present[column] = true;
    }
}
