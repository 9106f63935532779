package dev.oriel.kernel.aggregation;

import java.util.Arrays;
import java.util.List;

/** What an aggregation says about the events it has seen. */
public sealed interface AggregateValue {
    /** An integer; of a column of booleans 0 or 1, of a column of times epoch milliseconds. */
    record OfLong(long value) implements AggregateValue {}

    /** A finite floating number; a zero of a sum or a mean is always positive. */
    record OfDouble(double value) implements AggregateValue {}

    /** A value of a column of bytes, equal to one of equal bytes. Not to be changed. */
    @SuppressWarnings(
            "ArrayRecordComponent") // Compared by content below; copied for nobody, since values are handed on once.
    record OfBytes(byte[] value) implements AggregateValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfBytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "OfBytes" + Arrays.toString(value);
        }
    }

    /** A vector of finite numbers, equal to one of equal numbers. Not to be changed. */
    @SuppressWarnings("ArrayRecordComponent") // As for OfBytes.
    record OfVector(double[] value) implements AggregateValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfVector that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "OfVector" + Arrays.toString(value);
        }
    }

    /** A list of values, {@link Absent} among them where nulls are kept. */
    record OfList(List<AggregateValue> values) implements AggregateValue {
        /** Copies the list. */
        public OfList {
            values = List.copyOf(values);
        }
    }

    /** No value: the mean, minimum or maximum of nothing (null to the user). */
    record Absent() implements AggregateValue {}

    /** The true value lies outside the range of its type, and is never replaced by a wrapped or infinite one. */
    record Overflow() implements AggregateValue {}

    /** The events exceed what the aggregation keeps, and a value of some of them would be wrong. */
    record TooMany(long limit) implements AggregateValue {}

    /** Some of the buckets were written before this aggregation was kept, and it is not known what it would say of them. */
    record NotKept() implements AggregateValue {}
}
