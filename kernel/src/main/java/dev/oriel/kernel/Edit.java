package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.Component;
import dev.oriel.kernel.aggregation.Event;
import dev.oriel.kernel.aggregation.NumericCells;
import org.jspecify.annotations.Nullable;

/**
 * What edits of one thread do to leaves: they own those they have made or copied, until they are published, and add, or take out, the
 * event that was set last. For one thread; any number of edits may share one of these, one after the other or at a time.
 */
final class Edit {
    private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

    private final Layer layer;
    private final LayerStates states;
    /* What adding an event asks for, at hand. */
    private final BucketGrid grid;
    private final ColumnType column;
    private final boolean hasStateAggregations;
    private final boolean keepsValues;
    private final boolean zerosAreOne;
    private final boolean keepsEvents;

    private boolean isNull;
    private int entriesAdded;
    private long bits;
    private @Nullable Event event;
    /** The state of the event alone, where it is to be taken out; no cells before the first time. */
    private long[] alone = {};

    private @Nullable Object @Nullable [] aloneExtras;

    Edit(Layer layer) {
        this.layer = layer;
        this.states = layer.states();
        this.grid = layer.grid();
        this.column = layer.column();
        this.hasStateAggregations = states.hasStateAggregations();
        NumericCells cells = states.cells();
        this.keepsValues = cells.keepsAny();
        this.zerosAreOne =
                column == ColumnType.DOUBLE && !cells.keeps(Component.MINIMUM) && !cells.keeps(Component.MAXIMUM);
        this.keepsEvents = layer.keepsEvents();
    }

    Layer layer() {
        return layer;
    }

    BucketGrid grid() {
        return grid;
    }

    ColumnType column() {
        return column;
    }

    boolean hasStateAggregations() {
        return hasStateAggregations;
    }

    LayerStates states() {
        return states;
    }

    boolean keepsEvents() {
        return keepsEvents;
    }

    /** The next event is a row without a value, or with one given by its bits. */
    void set(boolean rowIsNull, long valueBits) {
        isNull = rowIsNull;
        bits = canonical(valueBits);
        event = null;
    }

    /** The next event. */
    void set(Event next) {
        isNull = next.isNull(0);
        bits = canonical(states.bits(next));
        event = hasStateAggregations ? next : null;
    }

    /** The bits as far as they matter: bytes of states must not tell values apart that no aggregation does. */
    private long canonical(long valueBits) {
        if (!keepsValues) {
            return 0;
        }
        return zerosAreOne && valueBits == NEGATIVE_ZERO ? 0 : valueBits;
    }

    /**
     * Adds the event to its bucket in a leaf that this edit owns.
     *
     * @return false, without effect, if there is no room; the leaf is full then
     */
    boolean add(Leaf leaf, long bucket) {
        int entry = leaf.after(bucket);
        boolean bucketIsThere = !keepsEvents && entry > 0 && leaf.bucketAt(entry - 1) == bucket;
        entriesAdded = bucketIsThere ? 0 : 1;
        if (bucketIsThere) {
            addToBucket(leaf, bucket, entry);
            return true;
        }
        if (leaf.isFull()) {
            return false;
        }
        insert(leaf, bucket, entry);
        return true;
    }

    /** Adds the event, which must be numeric, to a state of an array. */
    void add(StateArray array, int at) {
        array.add(at, isNull, bits, states, this);
    }

    /** Whether the event is no more than a number or a null to the layer's aggregations. */
    boolean isNumeric() {
        return event == null;
    }

    /** How many more buckets there are in the leaf that was added to last; where events are kept, how many more events. */
    int entriesAdded() {
        return entriesAdded;
    }

    private void insert(Leaf leaf, long bucket, int entry) {
        if (event == null) {
            leaf.insertEvent(entry, bucket, isNull, bits);
        } else {
            leaf.insertState(entry, bucket, states);
            addToState(leaf, entry);
        }
    }

    private void addToBucket(Leaf leaf, long bucket, int after) {
        int first = after - 1;
        if (leaf.kindAt(first) != Leaf.STATE) {
            while (first > 0 && leaf.bucketAt(first - 1) == bucket) {
                first--;
            }
            if (event == null && after - first < Leaf.EVENTS_PER_BUCKET_MAX && !leaf.isFull()) {
                leaf.insertEvent(after, bucket, isNull, bits);
                return;
            }
            leaf.collapse(first, after, states, this);
        }
        addToState(leaf, first);
    }

    private void addToState(Leaf leaf, int entry) {
        @Nullable Object[] extras = states.own(leaf.extrasAt(entry), this);
        int at = leaf.statePlace(entry, states);
        leaf.setExtras(
                entry,
                event == null
                        ? states.add(leaf.states(), at, extras, isNull, bits, this)
                        : states.add(leaf.states(), at, extras, event, this));
    }

    /**
     * Takes the event out of its bucket in a leaf that this edit owns.
     *
     * @return false, without effect, if it is not there as far as can be told
     */
    boolean withdraw(Leaf leaf, long bucket) {
        alone = alone.length == 0 ? new long[states.width()] : alone;
        states.cells().clear(alone, 0);
        aloneExtras = event == null
                ? states.add(alone, 0, null, isNull, bits, this)
                : states.add(alone, 0, null, event, this);
        for (int entry = leaf.from(bucket); entry < leaf.size() && leaf.bucketAt(entry) == bucket; entry++) {
            if (leaf.kindAt(entry) != Leaf.STATE) {
                if (leaf.kindAt(entry) == Leaf.NULL == isNull && leaf.bitsAt(entry) == bits) {
                    leaf.remove(entry, states);
                    return true;
                }
            } else if (keepsEvents ? isAlone(leaf, entry) : subtract(leaf, entry)) {
                if (keepsEvents || states.cells().rows(leaf.states(), leaf.statePlace(entry, states)) == 0) {
                    leaf.remove(entry, states);
                }
                return true;
            }
        }
        return false;
    }

    /** Whether the state of an entry is that of the event alone. */
    private boolean isAlone(Leaf leaf, int entry) {
        return states.isEqual(
                leaf.states(), leaf.statePlace(entry, states), leaf.extrasAt(entry), alone, 0, aloneExtras);
    }

    private boolean subtract(Leaf leaf, int entry) {
        int at = leaf.statePlace(entry, states);
        if (!states.mayHold(leaf.states(), at, leaf.extrasAt(entry), alone, 0, aloneExtras)) {
            return false;
        }
        @Nullable Object[] extras = states.own(leaf.extrasAt(entry), this);
        leaf.setExtras(entry, states.subtract(leaf.states(), at, extras, alone, 0, aloneExtras, this));
        return true;
    }
}
