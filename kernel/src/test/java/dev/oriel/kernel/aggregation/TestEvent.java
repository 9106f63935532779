package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfBytes;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.aggregation.AggregateValue.OfVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An event as tests hold it: its columns as values, so that a naive twin can compare and collect them. {@link TestEvents} makes random
 * ones.
 *
 * @param values one per column of the layer, {@link Absent} where it is null
 */
public record TestEvent(long millis, OfBytes rowKey, List<AggregateValue> values) implements Event {
    /** Oldest first, then the smaller key. */
    static final Comparator<TestEvent> BY_TIME_AND_KEY =
            Comparator.comparingLong(TestEvent::millis).thenComparing(TestEvent::key, Arrays::compareUnsigned);

    /** An event, one value per column. */
    public static TestEvent of(long millis, String key, AggregateValue... values) {
        return new TestEvent(millis, bytes(key), List.of(values));
    }

    static OfBytes bytes(String text) {
        return new OfBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The order of a column's values: null first, numbers as {@code compare} of their type, bytes as unsigned ones. */
    static int compareValues(AggregateValue left, AggregateValue right) {
        if (left instanceof Absent || right instanceof Absent) {
            return Boolean.compare(right instanceof Absent, left instanceof Absent);
        }
        return switch (left) {
            case OfLong number -> Long.compare(number.value(), ((OfLong) right).value());
            case OfDouble number -> Double.compare(number.value(), ((OfDouble) right).value());
            case OfBytes bytes -> Arrays.compareUnsigned(bytes.value(), ((OfBytes) right).value());
            default -> throw new AssertionError("values without an order: " + left);
        };
    }

    AggregateValue value(int column) {
        return values.get(column);
    }

    /** The same event at another time. */
    public TestEvent at(long otherMillis) {
        return new TestEvent(otherMillis, rowKey, values);
    }

    /** Fills a buffer that other events may have used. */
    EventBuffer into(EventBuffer buffer) {
        buffer.start(millis).setKey(key());
        for (int column = 0; column < values.size(); column++) {
            switch (values.get(column)) {
                case Absent none -> {}
                case OfLong number -> buffer.setLong(column, number.value());
                case OfDouble number -> buffer.setDouble(column, number.value());
                case OfBytes bytes -> buffer.setBytes(column, bytes.value());
                case OfVector vector -> buffer.setVector(column, vector.value());
                default -> throw new AssertionError("not the value of a column: " + values.get(column));
            }
        }
        return buffer;
    }

    @Override
    public boolean isNull(int column) {
        return values.get(column) instanceof Absent;
    }

    @Override
    public long longAt(int column) {
        return ((OfLong) values.get(column)).value();
    }

    @Override
    public double doubleAt(int column) {
        return ((OfDouble) values.get(column)).value();
    }

    @Override
    public byte[] bytesAt(int column) {
        return ((OfBytes) values.get(column)).value();
    }

    @Override
    public double[] vectorAt(int column) {
        return ((OfVector) values.get(column)).value();
    }

    @Override
    public byte[] key() {
        return rowKey.value();
    }
}
