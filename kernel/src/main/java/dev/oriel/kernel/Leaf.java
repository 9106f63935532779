package dev.oriel.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of entries ascending by bucket, in few arrays. An entry is one event or the state of a bucket. A bucket holds either up to {@link
 * #EVENTS_PER_BUCKET_MAX} events or one state; where events are kept, each is an entry of its own.
 */
final class Leaf {
    /*
     * Three ints an entry. The first is the bucket, counted from the base, with the kind in its upper two bits; the other two are the bits
     * of the event's value, or the place of the state among the states, which are as many longs as the layer's cells are wide.
     */
    static final int ENTRIES_MAX = 32;
    static final int EVENTS_PER_BUCKET_MAX = 4;

    static final int VALUE = 0;
    static final int NULL = 1;
    static final int STATE = 2;

    private static final int INTS = 3;
    private static final int KIND_SHIFT = 30;
    private static final int OFFSET_MASK = (1 << KIND_SHIFT) - 1;
    private static final long LOW_MASK = 0xFFFF_FFFFL;
    private static final long[] NO_STATES = {};

    /** The edit that may change this leaf; null when none may. */
    @Nullable
    Edit owner;

    private long base;
    private int[] entries;
    private long[] states = NO_STATES;
    /** By entry; null while no entry has any. */
    private @Nullable Object @Nullable [] @Nullable [] extras;

    private byte size;
    private byte stateCount;
    /** Whether states lie in the order of their entries, as those of events in order do. */
    private boolean statesInOrder = true;

    Leaf(@Nullable Edit owner, int capacity) {
        this.owner = owner;
        this.entries = new int[capacity * INTS];
    }

    /** A leaf that the edit may change: this one or a copy. */
    Leaf own(Edit edit) {
        if (owner == edit) {
            return this;
        }
        Leaf copy = new Leaf(edit, 0);
        copy.base = base;
        copy.size = size;
        copy.stateCount = stateCount;
        copy.statesInOrder = statesInOrder;
        // Mostly it is copied to be added to.
        copy.entries = Arrays.copyOf(entries, INTS * Math.min(ENTRIES_MAX, size + 1));
        copy.states = stateCount == 0 ? NO_STATES : states.clone();
        copy.extras = extras == null ? null : Arrays.copyOf(extras, Math.min(ENTRIES_MAX, size + 1));
        return copy;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == ENTRIES_MAX;
    }

    /** Reads the last entry. */
    long touch() {
        return size == 0 ? 0 : entries[(size - 1) * INTS];
    }

    long first() {
        return bucketAt(0);
    }

    long last() {
        return bucketAt(size - 1);
    }

    long bucketAt(int entry) {
        return base + (entries[entry * INTS] & OFFSET_MASK);
    }

    int kindAt(int entry) {
        return entries[entry * INTS] >>> KIND_SHIFT;
    }

    /** The bits of an event's value. */
    long bitsAt(int entry) {
        int at = entry * INTS;
        return (entries[at + 1] & LOW_MASK) | ((long) entries[at + 2] << Integer.SIZE);
    }

    long[] states() {
        return states;
    }

    /** The place in {@link #states()} of an entry's state. */
    int statePlace(int entry, LayerStates layer) {
        return stateAt(entry) * layer.width();
    }

    @Nullable
    Object @Nullable [] extrasAt(int entry) {
        return extras == null ? null : extras[entry];
    }

    /** The first entry of that bucket or a later one; the size if there is none. */
    int from(long bucket) {
        // Where every bucket holds one entry, as those of dense keys do, the place is known without searching.
        long guess = size == 0 ? 0 : bucket - first();
        if (guess > 0 && guess < size && bucketAt((int) guess) == bucket && bucketAt((int) guess - 1) < bucket) {
            return (int) guess;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bucketAt(middle) < bucket) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first entry of a later bucket; the size if there is none. */
    int after(long bucket) {
        // Events mostly come in order.
        if (size == 0 || bucket >= last()) {
            return size;
        }
        return from(bucket + 1);
    }

    /** Whether a bucket can be counted from the base, after moving it if need be. */
    boolean reaches(long bucket) {
        return size == 0 || Math.max(bucket, last()) - Math.min(bucket, base) <= OFFSET_MASK;
    }

    /** The entries of different buckets. */
    int countBuckets(int fromEntry, int toEntry) {
        int count = 0;
        for (int entry = fromEntry; entry < toEntry; entry++) {
            if (entry == fromEntry || bucketAt(entry) != bucketAt(entry - 1)) {
                count++;
            }
        }
        return count;
    }

    /** An entry near the middle where the leaf can be cut, which is never between events of one bucket that are to become a state. */
    int middle() {
        int middle = size / 2;
        while (middle < size - 1 && bucketAt(middle) == bucketAt(middle - 1)) {
            middle++;
        }
        return middle;
    }

    /** Adds entries to an accumulator, the end excluded; the number of buckets they are of is returned. */
    int addTo(Accumulator accumulator, int fromEntry, int toEntry, LayerStates layer) {
        int buckets = 0;
        for (int entry = fromEntry; entry < toEntry; ) {
            int row = statesInARow(entry, toEntry);
            if (row > 0) {
                accumulator.mergeRow(states, statePlace(entry, layer), row);
                entry += row;
                buckets += row;
            } else {
                addTo(accumulator, entry, layer);
                buckets += entry == fromEntry || bucketAt(entry) != bucketAt(entry - 1) ? 1 : 0;
                entry++;
            }
        }
        return buckets;
    }

    private void addTo(Accumulator accumulator, int entry, LayerStates layer) {
        int kind = kindAt(entry);
        if (kind == STATE) {
            accumulator.merge(states, statePlace(entry, layer), extrasAt(entry));
        } else {
            accumulator.add(kind == NULL, bitsAt(entry));
        }
    }

    /** How many entries from one on have states without extras that lie one after the other. */
    private int statesInARow(int fromEntry, int toEntry) {
        if (extras != null || kindAt(fromEntry) != STATE) {
            return 0;
        }
        int last = toEntry - 1;
        if (statesInOrder && kindAt(last) == STATE && stateAt(last) - stateAt(fromEntry) == last - fromEntry) {
            return toEntry - fromEntry;
        }
        int entry = fromEntry + 1;
        while (entry < toEntry && kindAt(entry) == STATE && stateAt(entry) - stateAt(fromEntry) == entry - fromEntry) {
            entry++;
        }
        return entry - fromEntry;
    }

    private int stateAt(int entry) {
        return entries[entry * INTS + 1];
    }

    /** Adds all entries to a state in cells; its extras, which may be new ones, are returned. */
    @Nullable
    Object @Nullable [] addAllTo(long[] cells, int at, LayerStates layer, Object edit) {
        @Nullable Object[] into = null;
        for (int entry = 0; entry < size; entry++) {
            into = addTo(cells, at, into, entry, layer, edit);
        }
        return into;
    }

    /** Adds one entry to a state in cells; its extras, which may be new ones, are returned. */
    @Nullable
    Object @Nullable [] addTo(
            long[] cells, int at, @Nullable Object @Nullable [] into, int entry, LayerStates layer, Object edit) {
        int kind = kindAt(entry);
        return kind == STATE
                ? layer.merge(cells, at, into, states, statePlace(entry, layer), extrasAt(entry), edit)
                : layer.add(cells, at, into, kind == NULL, bitsAt(entry), edit);
    }

    /** Inserts an event before an entry; there must be room, and the bucket within reach. */
    void insertEvent(int entry, long bucket, boolean isNull, long bits) {
        insert(entry, bucket, isNull ? NULL : VALUE, (int) bits, (int) (bits >>> Integer.SIZE));
    }

    /** Inserts a state of no events before an entry; there must be room, and the bucket within reach. */
    void insertState(int entry, long bucket, LayerStates layer) {
        statesInOrder &= entry == size;
        insert(entry, bucket, STATE, newState(layer), 0);
    }

    /** Appends a state given by its cells and extras; there must be room, and the bucket within reach. */
    void appendState(long bucket, long[] cells, @Nullable Object @Nullable [] value, LayerStates layer) {
        insertState(size, bucket, layer);
        System.arraycopy(cells, 0, states, statePlace(size - 1, layer), layer.width());
        setExtras(size - 1, value);
    }

    void setExtras(int entry, @Nullable Object @Nullable [] value) {
        if (extras == null) {
            if (value == null) {
                return;
            }
            extras = new Object[entries.length / INTS][];
        }
        extras[entry] = value;
    }

    /** Makes the events from an entry on, all of one bucket, into one state at that entry. */
    void collapse(int fromEntry, int toEntry, LayerStates layer, Object edit) {
        statesInOrder &= toEntry == size;
        int state = newState(layer);
        @Nullable Object[] into = null;
        for (int entry = fromEntry; entry < toEntry; entry++) {
            into = addTo(states, state * layer.width(), into, entry, layer, edit);
        }
        int at = fromEntry * INTS;
        entries[at] = (entries[at] & OFFSET_MASK) | (STATE << KIND_SHIFT);
        entries[at + 1] = state;
        entries[at + 2] = 0;
        setExtras(fromEntry, into);
        removeEntries(fromEntry + 1, toEntry);
    }

    /** Removes an entry, and its state if it has one. */
    void remove(int entry, LayerStates layer) {
        if (kindAt(entry) == STATE) {
            moveLastStateTo(stateAt(entry), layer);
        }
        removeEntries(entry, entry + 1);
    }

    /** A new leaf of the entries from one on, which leave this one. */
    Leaf splitOff(int fromEntry, LayerStates layer) {
        Leaf right = new Leaf(owner, ENTRIES_MAX);
        right.appendAll(this, fromEntry, size, layer);
        Leaf left = new Leaf(owner, ENTRIES_MAX);
        left.appendAll(this, 0, fromEntry, layer);
        become(left);
        return right;
    }

    /** Removes the entries before one. */
    void removeBefore(int entry, LayerStates layer) {
        if (entry > 0) {
            Leaf rest = new Leaf(owner, size - entry);
            rest.appendAll(this, entry, size, layer);
            become(rest);
        }
    }

    private void become(Leaf other) {
        base = other.base;
        entries = other.entries;
        states = other.states;
        extras = other.extras;
        size = other.size;
        stateCount = other.stateCount;
        statesInOrder = other.statesInOrder;
    }

    /** Gives back room that a leaf which mostly grows no more does not need. */
    void trim(LayerStates layer) {
        if (entries.length > size * INTS) {
            entries = Arrays.copyOf(entries, size * INTS);
            extras = extras == null ? null : Arrays.copyOf(extras, size);
        }
        int used = stateCount * layer.width();
        if (states.length > used) {
            states = used == 0 ? NO_STATES : Arrays.copyOf(states, used);
        }
    }

    /** Ends an edit: nobody may change the leaf any more. */
    void release(Edit edit) {
        if (owner == edit) {
            owner = null;
            for (int entry = 0; extras != null && entry < size; entry++) {
                LayerStates.disown(extras[entry]);
            }
        }
    }

    private void appendAll(Leaf source, int fromEntry, int toEntry, LayerStates layer) {
        for (int entry = fromEntry; entry < toEntry; entry++) {
            if (source.kindAt(entry) == STATE) {
                insertState(size, source.bucketAt(entry), layer);
                int at = source.statePlace(entry, layer);
                System.arraycopy(source.states, at, states, statePlace(size - 1, layer), layer.width());
                setExtras(size - 1, source.extrasAt(entry));
            } else {
                insertEvent(size, source.bucketAt(entry), source.kindAt(entry) == NULL, source.bitsAt(entry));
            }
        }
    }

    private void insert(int entry, long bucket, int kind, int low, int high) {
        if (size == 0) {
            base = bucket;
        } else if (bucket < base) {
            rebase(bucket);
        }
        grow();
        int at = entry * INTS;
        if (entry < size) {
            System.arraycopy(entries, at, entries, at + INTS, (size - entry) * INTS);
        }
        entries[at] = (int) (bucket - base) | (kind << KIND_SHIFT);
        entries[at + 1] = low;
        entries[at + 2] = high;
        if (extras != null) {
            System.arraycopy(extras, entry, extras, entry + 1, size - entry);
            extras[entry] = null;
        }
        size++;
    }

    private void rebase(long bucket) {
        int shift = (int) (base - bucket);
        for (int entry = 0; entry < size; entry++) {
            entries[entry * INTS] += shift;
        }
        base = bucket;
    }

    private void grow() {
        int capacity = entries.length / INTS;
        if (size == capacity) {
            int larger = Math.min(ENTRIES_MAX, capacity + (capacity >> 1) + 1);
            entries = Arrays.copyOf(entries, larger * INTS);
            extras = extras == null ? null : Arrays.copyOf(extras, larger);
        }
    }

    private void removeEntries(int fromEntry, int toEntry) {
        System.arraycopy(entries, toEntry * INTS, entries, fromEntry * INTS, (size - toEntry) * INTS);
        if (extras != null) {
            System.arraycopy(extras, toEntry, extras, fromEntry, size - toEntry);
            Arrays.fill(extras, size - (toEntry - fromEntry), size, null);
        }
        size -= (byte) (toEntry - fromEntry);
    }

    private int newState(LayerStates layer) {
        int width = layer.width();
        int at = stateCount * width;
        if (at + width > states.length) {
            int larger = Math.min(ENTRIES_MAX, stateCount + (stateCount >> 1) + 1);
            states = Arrays.copyOf(states, larger * width);
        }
        layer.cells().clear(states, at);
        return stateCount++;
    }

    private void moveLastStateTo(int state, LayerStates layer) {
        stateCount--;
        if (state == stateCount) {
            return;
        }
        statesInOrder = false;
        System.arraycopy(states, stateCount * layer.width(), states, state * layer.width(), layer.width());
        for (int entry = 0; entry < size; entry++) {
            if (kindAt(entry) == STATE && stateAt(entry) == stateCount) {
                entries[entry * INTS + 1] = state;
            }
        }
    }
}
