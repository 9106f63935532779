package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often values occurred: of each, if there were at most {@value #VALUES_MAX}, and of the most frequent ones, too low by at most {@link
 * #error()}, beyond.
 *
 * <p>Values rank by their count; at equal counts the one that occurred last is ahead, then the larger one.
 */
final class FrequentValues {
    /*
     * A Misra-Gries summary [1], merged as in [2]. When one value too many is there, the lowest goes, and its count is taken off all
     * others too: each of the 1,025 counts so lowered pays for itself, which makes the error at most n / 1,025 after n occurrences, along
     * whatever tree of merges. A value that occurred more often than that is still there.
     *
     * Unlike in [1], values whose count reaches 0 stay until their room is needed. A column of values of their own would otherwise list a
     * thousand of them at 1,024 rows, and none at 1,025.
     *
     * A value too long to keep raises the error instead: it may have occurred that often, and no count of others is off.
     *
     * [1] Misra, Gries, Finding Repeated Elements, Science of Computer Programming 2, 1982.
     * [2] Agarwal, Cormode, Huang, Phillips, Wei, Yi, Mergeable Summaries, PODS 2012.
     */

    /** So many values are kept. */
    static final int VALUES_MAX = 1_024;

    /** More events than any system sees; keeps the sum of two from overflowing. */
    private static final long TOTAL_MAX = 1L << 61;

    /** The first {@link #size} ones are in ascending order. */
    private final SortedValues values;

    private long[] counts = {};
    private long[] newestMillis = {};
    private int size;
    private long error;

    /** Of a column of LONG, DOUBLE or BYTES. */
    FrequentValues(ColumnType column) {
        values = SortedValues.of(column);
    }

    /** The number of values kept. */
    int size() {
        return size;
    }

    /** A value kept. */
    AggregateValue value(int place) {
        return values.value(place);
    }

    /** How often it occurred, or fewer by at most {@link #error()}; never more. */
    long count(int place) {
        return counts[place];
    }

    /** By how much counts may be too low; of a value that is not kept too, whose count is 0. */
    long error() {
        return error;
    }

    boolean isEmpty() {
        return size == 0 && error == 0;
    }

    /** Adds all of {@code from}. Cost: one pass over both; beyond the limit a step through a heap for each value that goes. */
    void addAll(FrequentValues from) {
        int united = unitedSize(from);
        reserve(united);
        int mine = size - 1;
        int theirs = from.size - 1;
        // From the last value to the first, so that nothing is written over before it is read.
        for (int at = united - 1; theirs >= 0; at--) {
            int order = mine < 0 ? -1 : values.compare(mine, from.values, theirs);
            if (order > 0) {
                move(mine--, at, 1);
            } else if (order < 0) {
                values.set(at, from.values, theirs);
                counts[at] = from.counts[theirs];
                newestMillis[at] = from.newestMillis[theirs--];
            } else {
                values.move(mine, at, 1);
                counts[at] = counts[mine] + from.counts[theirs];
                newestMillis[at] = Math.max(newestMillis[mine--], from.newestMillis[theirs--]);
            }
        }
        size = united;
        error += from.error;
        if (size > VALUES_MAX) {
            int[] dropped = ranked(size - VALUES_MAX, false);
            long cut = counts[dropped[dropped.length - 1]];
            Arrays.sort(dropped);
            remove(dropped);
            lower(cut);
        }
    }

    /** Adds an event, whose column 0 is not null. Cost: a binary search; beyond the limit a pass over the counts for a new value. */
    void add(Event event) {
        if (!values.fits(event)) {
            error++;
            return;
        }
        int at = values.find(size, event);
        if (at >= 0) {
            counts[at]++;
            newestMillis[at] = Math.max(newestMillis[at], event.millis());
            return;
        }
        insert(-at - 1, event);
        if (size > VALUES_MAX) {
            int lowest = lowest();
            long cut = counts[lowest];
            move(lowest + 1, lowest, size - lowest - 1);
            size--;
            lower(cut);
        }
    }

    /** The {@code limit} highest values, the highest first; all if there are fewer. Cost: {@code limit} steps through a heap. */
    List<AggregateValue> highestValues(int limit) {
        int[] places = ranked(Math.min(limit, size), true);
        List<AggregateValue> highest = new ArrayList<>(places.length);
        for (int place : places) {
            highest.add(values.value(place));
        }
        return highest;
    }

    /** Values equal to these that share nothing with them that changes. */
    FrequentValues copy(ColumnType column) {
        FrequentValues copy = new FrequentValues(column);
        copy.addAll(this);
        return copy;
    }

    /** Writes the error, the number of values, the newest time, and of each value itself, its count, and how much older it is. */
    void write(StateWriter target) {
        target.writeUnsigned(error);
        target.writeUnsigned(size);
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            newest = Math.max(newest, newestMillis[i]);
        }
        if (size > 0) {
            target.writeSigned(newest);
        }
        for (int i = 0; i < size; i++) {
            values.write(i, target);
            target.writeUnsigned(counts[i]);
            target.writeUnsigned(newest - newestMillis[i]);
        }
    }

    /** The values written, of a column of that type. */
    static FrequentValues read(ColumnType column, StateReader source) {
        FrequentValues state = new FrequentValues(column);
        state.error = source.readUnsigned();
        requireWithin(source, "an error", state.error, 0, TOTAL_MAX);
        long size = source.readUnsigned();
        requireWithin(source, "a number of values", size, 0, VALUES_MAX);
        state.reserve((int) size);
        long newest = size > 0 ? source.readSigned() : 0;
        long total = state.error;
        for (int i = 0; i < size; i++) {
            state.values.readAscending(i, source);
            state.counts[i] = source.readUnsigned();
            requireWithin(source, "a count", state.counts[i], state.error > 0 ? 0 : 1, TOTAL_MAX - total);
            total += state.counts[i];
            // A difference of up to 2^64 - 1: the subtraction is right unless it wraps upwards.
            state.newestMillis[i] = newest - source.readUnsigned();
            if (state.newestMillis[i] > newest) {
                throw source.corrupt("found a time before all times", "expected one in 64 bits");
            }
            state.size++;
        }
        return state;
    }

    private static void requireWithin(StateReader source, String what, long found, long least, long most) {
        if (found < least || found > most) {
            throw source.corrupt(
                    "found " + what + " of '" + Long.toUnsignedString(found) + "'",
                    "expected " + least + " to " + most);
        }
    }

    private void insert(int at, Event event) {
        reserve(size + 1);
        move(at, at + 1, size - at);
        values.set(at, event);
        counts[at] = 1;
        newestMillis[at] = event.millis();
        size++;
    }

    private void move(int from, int to, int count) {
        values.move(from, to, count);
        System.arraycopy(counts, from, counts, to, count);
        System.arraycopy(newestMillis, from, newestMillis, to, count);
    }

    private void remove(int[] ascendingPlaces) {
        int kept = ascendingPlaces[0];
        for (int i = 0; i < ascendingPlaces.length; i++) {
            int next = i + 1 < ascendingPlaces.length ? ascendingPlaces[i + 1] : size;
            int between = next - ascendingPlaces[i] - 1;
            move(ascendingPlaces[i] + 1, kept, between);
            kept += between;
        }
        size = kept;
        // After a merge there may be twice the room that is needed.
        resize(VALUES_MAX + 1);
    }

    private void lower(long cut) {
        for (int i = 0; cut > 0 && i < size; i++) {
            counts[i] -= cut;
        }
        error += cut;
    }

    private boolean ranksAbove(int place, int other) {
        if (counts[place] != counts[other]) {
            return counts[place] > counts[other];
        }
        if (newestMillis[place] != newestMillis[other]) {
            return newestMillis[place] > newestMillis[other];
        }
        return place > other;
    }

    private int lowest() {
        int lowest = 0;
        long least = counts[0];
        for (int i = 1; i < size; i++) {
            if (counts[i] <= least && ranksAbove(lowest, i)) {
                lowest = i;
                least = counts[i];
            }
        }
        return lowest;
    }

    /** The places of the {@code limit} highest or lowest values, the very highest or lowest first, taken from a heap. */
    private int[] ranked(int limit, boolean highest) {
        int[] heap = new int[size];
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(heap, i, size, highest);
        }
        int[] ranked = new int[limit];
        for (int i = 0; i < limit; i++) {
            int last = size - 1 - i;
            ranked[i] = heap[0];
            heap[0] = heap[last];
            sink(heap, 0, last, highest);
        }
        return ranked;
    }

    private void sink(int[] heap, int start, int length, boolean highest) {
        int parent = start;
        while (2 * parent + 1 < length) {
            int child = 2 * parent + 1;
            if (child + 1 < length && ranksAbove(heap[child + 1], heap[child]) == highest) {
                child++;
            }
            if (ranksAbove(heap[child], heap[parent]) != highest) {
                return;
            }
            int sunk = heap[parent];
            heap[parent] = heap[child];
            heap[child] = sunk;
            parent = child;
        }
    }

    private int unitedSize(FrequentValues from) {
        int united = size;
        int mine = 0;
        for (int theirs = 0; theirs < from.size; theirs++) {
            while (mine < size && values.compare(mine, from.values, theirs) < 0) {
                mine++;
            }
            united += mine < size && values.compare(mine, from.values, theirs) == 0 ? 0 : 1;
        }
        return united;
    }

    private void reserve(int room) {
        if (values.room() < room) {
            // One more than may stay: a new value is put in before the lowest goes.
            resize(Math.max(room, Math.min(2 * size, VALUES_MAX + 1)));
        }
    }

    private void resize(int room) {
        values.resize(room, size);
        counts = Arrays.copyOf(counts, room);
        newestMillis = Arrays.copyOf(newestMillis, room);
    }
}
