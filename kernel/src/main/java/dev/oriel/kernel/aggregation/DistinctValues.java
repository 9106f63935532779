package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/**
 * Distinct values of one column in ascending order: numbers in eight bytes each, text by reference. Values themselves are kept, not
 * hashes, since two texts of one hash would be one. Which column it is, is told to each method.
 *
 * <p>A sorted array rather than a hash table: it is its own canonical form, merges in one pass, and cannot be made slow by chosen values.
 */
final class DistinctValues {
    private static final long[] NO_NUMBERS = {};
    private static final byte[][] NO_TEXTS = {};

    /** The values of a column of numbers, as {@link OrderedColumn} holds them; otherwise of no length. */
    private long[] numbers = NO_NUMBERS;
    /** The values of a column of bytes; otherwise of no length. */
    private byte[][] texts = NO_TEXTS;

    private int size;

    int size() {
        return size;
    }

    void clear() {
        numbers = NO_NUMBERS;
        texts = NO_TEXTS;
        size = 0;
    }

    DistinctValues copy() {
        DistinctValues copy = new DistinctValues();
        copy.numbers = numbers.length == 0 ? NO_NUMBERS : Arrays.copyOf(numbers, size);
        copy.texts = texts.length == 0 ? NO_TEXTS : Arrays.copyOf(texts, size);
        copy.size = size;
        return copy;
    }

    /** Adds the event's value, which is not null, unless it is there. Cost: a binary search; a new value moves those above it. */
    void add(OrderedColumn column, Event event) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = column.compare(event, numberAt(middle), textAt(middle));
            if (order == 0) {
                return;
            }
            if (order < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        insert(column, low, column.number(event), column.bytes(event));
    }

    /** Adds the values of {@code from} that are not there. Cost: one pass over both. */
    void merge(OrderedColumn column, DistinctValues from) {
        if (from.size == 0) {
            return;
        }
        DistinctValues merged = new DistinctValues();
        merged.reserve(column, size + from.size);
        int left = 0;
        int right = 0;
        while (left < size || right < from.size) {
            int order;
            if (left == size || right == from.size) {
                order = left == size ? 1 : -1;
            } else {
                order = column.compare(numberAt(left), textAt(left), from.numberAt(right), from.textAt(right));
            }
            if (order <= 0) {
                merged.append(numberAt(left), textAt(left));
                left++;
                right += order == 0 ? 1 : 0;
            } else {
                merged.append(from.numberAt(right), from.textAt(right));
                right++;
            }
        }
        numbers = merged.numbers;
        texts = merged.texts;
        size = merged.size;
    }

    void write(OrderedColumn column, StateWriter target) {
        target.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            column.write(numberAt(i), textAt(i), target);
        }
    }

    static DistinctValues read(OrderedColumn column, int limit, StateReader source) {
        long count = source.readUnsigned();
        if (count < 0 || count > Math.min(limit, source.remaining())) {
            throw source.corrupt(
                    "found '" + Long.toUnsignedString(count) + "' distinct values",
                    "expected at most " + limit + ", one byte or more each");
        }
        DistinctValues values = new DistinctValues();
        values.reserve(column, (int) count);
        for (int i = 0; i < count; i++) {
            long number = column.readNumber(source);
            byte[] text = column.readBytes(source);
            if (i > 0 && column.compare(values.numberAt(i - 1), values.textAt(i - 1), number, text) >= 0) {
                throw source.corrupt("found distinct value '" + i + "' not above the one before", "expected it so");
            }
            values.append(number, text);
        }
        return values;
    }

    private long numberAt(int place) {
        return numbers.length == 0 ? 0 : numbers[place];
    }

    private byte[] textAt(int place) {
        return texts.length == 0 ? OrderedColumn.NO_BYTES : texts[place];
    }

    private void append(long number, byte[] text) {
        if (texts.length == 0) {
            numbers[size] = number;
        } else {
            texts[size] = text;
        }
        size++;
    }

    private void insert(OrderedColumn column, int place, long number, byte[] text) {
        if (size == Math.max(numbers.length, texts.length)) {
            reserve(column, size + (size >> 1) + 1);
        }
        if (texts.length == 0) {
            System.arraycopy(numbers, place, numbers, place + 1, size - place);
            numbers[place] = number;
        } else {
            System.arraycopy(texts, place, texts, place + 1, size - place);
            texts[place] = text;
        }
        size++;
    }

    private void reserve(OrderedColumn column, int capacity) {
        if (column.type() == ColumnType.BYTES) {
            texts = Arrays.copyOf(texts, capacity);
        } else {
            numbers = Arrays.copyOf(numbers, capacity);
        }
    }
}
