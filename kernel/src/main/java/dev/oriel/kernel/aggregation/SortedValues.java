package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/** Room for the distinct values of a column, which whoever holds it keeps in ascending order and knows the number of. */
abstract sealed class SortedValues {
    /** Values of bytes longer than this are not kept. */
    static final int VALUE_BYTES_MAX = 1_024;

    /** Room for no values of that type: LONG, DOUBLE or BYTES. */
    static SortedValues of(ColumnType column) {
        return switch (column) {
            case LONG -> new Numbers(false);
            case DOUBLE -> new Numbers(true);
            case BYTES -> new Texts();
            case NONE, VECTOR -> throw new AssertionError(column);
        };
    }

    /** Whether the event's value can be kept. */
    abstract boolean fits(Event event);

    /** The place of the event's value among the first {@code size}, or {@code -1 - place} where it belongs. */
    abstract int find(int size, Event event);

    /** Puts the event's value at a place. */
    abstract void set(int place, Event event);

    /** Puts a value of {@code from} at a place. */
    abstract void set(int place, SortedValues from, int fromPlace);

    /** Moves {@code count} values from one place on to another. */
    abstract void move(int from, int to, int count);

    /** Orders a value against one of {@code other}. */
    abstract int compare(int place, SortedValues other, int otherPlace);

    /** The number of values there is room for. */
    abstract int room();

    /** Gives room for exactly {@code room} values, of which the first {@code size} stay and the others are forgotten. */
    abstract void resize(int room, int size);

    /** A value, for users. */
    abstract AggregateValue value(int place);

    abstract void write(int place, StateWriter target);

    /** Reads a value, which must be larger than the one before it. */
    final void readAscending(int place, StateReader source) {
        read(place, source);
        if (place > 0 && compare(place, this, place - 1) <= 0) {
            throw source.corrupt("found a value that is not larger than the one before", "expected ascending order");
        }
    }

    abstract void read(int place, StateReader source);

    /** Numbers, as integers of the same order. */
    private static final class Numbers extends SortedValues {
        private final boolean floating;
        private long[] values = {};

        Numbers(boolean floating) {
            this.floating = floating;
        }

        @Override
        boolean fits(Event event) {
            return true;
        }

        @Override
        int find(int size, Event event) {
            return Arrays.binarySearch(values, 0, size, valueOf(event));
        }

        @Override
        void set(int place, Event event) {
            values[place] = valueOf(event);
        }

        @Override
        void set(int place, SortedValues from, int fromPlace) {
            values[place] = ((Numbers) from).values[fromPlace];
        }

        @Override
        void move(int from, int to, int count) {
            System.arraycopy(values, from, values, to, count);
        }

        @Override
        int compare(int place, SortedValues other, int otherPlace) {
            return Long.compare(values[place], ((Numbers) other).values[otherPlace]);
        }

        @Override
        int room() {
            return values.length;
        }

        @Override
        void resize(int room, int size) {
            values = Arrays.copyOf(values, room);
        }

        @Override
        AggregateValue value(int place) {
            return floating
                    ? new AggregateValue.OfDouble(floatingOf(values[place]))
                    : new AggregateValue.OfLong(values[place]);
        }

        @Override
        void write(int place, StateWriter target) {
            if (floating) {
                target.writeDouble(floatingOf(values[place]));
            } else {
                target.writeSigned(values[place]);
            }
        }

        @Override
        void read(int place, StateReader source) {
            values[place] = floating ? orderedBits(source.readFiniteDouble()) : source.readSigned();
        }

        private long valueOf(Event event) {
            return floating ? orderedBits(event.doubleAt(0)) : event.longAt(0);
        }

        /** An integer that compares with others as {@link Double#compare} does: the bits, those below the sign turned over if it is minus. */
        private static long orderedBits(double value) {
            long bits = Double.doubleToLongBits(value);
            return bits ^ (bits >> 63 & Long.MAX_VALUE);
        }

        private static double floatingOf(long ordered) {
            return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
        }
    }

    /** Bytes in their unsigned order. */
    private static final class Texts extends SortedValues {
        private static final byte[] NONE = {};

        private byte[][] values = {};

        @Override
        boolean fits(Event event) {
            return event.bytesAt(0).length <= VALUE_BYTES_MAX;
        }

        @Override
        int find(int size, Event event) {
            return Arrays.binarySearch(values, 0, size, event.bytesAt(0), Arrays::compareUnsigned);
        }

        @Override
        void set(int place, Event event) {
            values[place] = event.bytesAt(0);
        }

        @Override
        void set(int place, SortedValues from, int fromPlace) {
            values[place] = ((Texts) from).values[fromPlace];
        }

        @Override
        void move(int from, int to, int count) {
            System.arraycopy(values, from, values, to, count);
        }

        @Override
        int compare(int place, SortedValues other, int otherPlace) {
            return Arrays.compareUnsigned(values[place], ((Texts) other).values[otherPlace]);
        }

        @Override
        int room() {
            return values.length;
        }

        @Override
        void resize(int room, int size) {
            values = Arrays.copyOf(values, room);
            Arrays.fill(values, size, room, NONE);
        }

        @Override
        AggregateValue value(int place) {
            return new AggregateValue.OfBytes(values[place]);
        }

        @Override
        void write(int place, StateWriter target) {
            target.writeUnsigned(values[place].length);
            target.writeBytes(values[place]);
        }

        @Override
        void read(int place, StateReader source) {
            long length = source.readUnsigned();
            if (length < 0 || length > VALUE_BYTES_MAX) {
                throw source.corrupt(
                        "found a value of '" + Long.toUnsignedString(length) + "' bytes",
                        "expected at most " + VALUE_BYTES_MAX);
            }
            values[place] = source.slice(length).readRemaining();
        }
    }
}
