package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that come first in a {@link Ranking}, in its order: a function of the set of events. Which ranking it is, and how many rows
 * are kept, is told to each method, since a layer has very many of these. Not for use by several threads while one of them changes it.
 */
final class RankedRows {
    private static final RankedRow[] NO_ROWS = {};

    private RankedRow[] rows = NO_ROWS;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        rows = NO_ROWS;
        size = 0;
    }

    RankedRows copy() {
        RankedRows copy = new RankedRows();
        copy.rows = Arrays.copyOf(rows, size);
        copy.size = size;
        return copy;
    }

    /**
     * Adds an event that takes part in the ranking, if it is among the first {@code limit}.
     *
     * <p>Cost: one comparison for one that comes after all that are kept, and no allocation if it is not kept; otherwise a binary search.
     */
    void add(Ranking ranking, int limit, Event event) {
        int place = size;
        if (size > 0 && ranking.compare(event, rows[size - 1]) < 0) {
            place = placeOf(ranking, event);
        }
        if (place < limit) {
            insert(place, limit, new RankedRow(ranking, event));
        }
    }

    /** Adds all rows of {@code from}, keeping the first {@code limit}. Cost: one pass over both. */
    void merge(Ranking ranking, int limit, RankedRows from) {
        if (from.size == 0) {
            return;
        }
        RankedRow[] merged = new RankedRow[(int) Math.min(limit, (long) size + from.size)];
        int left = 0;
        int right = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean takesLeft =
                    right == from.size || (left < size && ranking.compare(rows[left], from.rows[right]) <= 0);
            merged[i] = takesLeft ? rows[left++] : from.rows[right++];
        }
        rows = merged;
        size = merged.length;
    }

    /** The values of the rows, first row first. */
    List<AggregateValue> values(Ranking ranking) {
        List<AggregateValue> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(rows[i].value(ranking));
        }
        return values;
    }

    void write(Ranking ranking, StateWriter target) {
        target.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            rows[i].write(ranking, target);
        }
    }

    static RankedRows read(Ranking ranking, int limit, StateReader source) {
        long count = source.readUnsigned();
        if (count < 0 || count > limit) {
            throw source.corrupt("found '" + Long.toUnsignedString(count) + "' rows", "expected at most " + limit);
        }
        // A row has three bytes at least: a count that lies must not reserve room.
        if (count > source.remaining()) {
            throw source.corrupt("found '" + count + "' rows", "only " + source.remaining() + " bytes are left");
        }
        RankedRows read = new RankedRows();
        read.rows = new RankedRow[(int) count];
        for (int i = 0; i < count; i++) {
            RankedRow row = new RankedRow(ranking, source);
            if (i > 0 && ranking.compare(read.rows[i - 1], row) > 0) {
                throw source.corrupt("found row '" + i + "' behind one that comes later", "expected rows in order");
            }
            read.rows[i] = row;
            read.size++;
        }
        return read;
    }

    /** The place of the first row that the event comes before; the last row is one. */
    private int placeOf(Ranking ranking, Event event) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranking.compare(event, rows[middle]) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void insert(int place, int limit, RankedRow row) {
        if (size == rows.length && size < limit) {
            rows = Arrays.copyOf(rows, (int) Math.min(limit, size + (size >> 1) + 1L));
        }
        int moved = Math.min(size, rows.length - 1) - place;
        System.arraycopy(rows, place, rows, place + 1, moved);
        rows[place] = row;
        size = Math.min(size + 1, rows.length);
    }
}
