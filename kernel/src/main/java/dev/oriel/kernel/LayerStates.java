package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Accuracy;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.Approximate;
import dev.oriel.kernel.aggregation.CellNumbers;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.Component;
import dev.oriel.kernel.aggregation.Event;
import dev.oriel.kernel.aggregation.Invertible;
import dev.oriel.kernel.aggregation.NumericAggregation;
import dev.oriel.kernel.aggregation.NumericCells;
import dev.oriel.kernel.aggregation.NumericCodec;
import dev.oriel.kernel.aggregation.StateAggregation;
import dev.oriel.kernel.aggregation.WideNumbers;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of all aggregations of a layer as one: numeric cells in an array of longs, and an array of objects beside them for what is no
 * few longs. Immutable itself.
 */
final class LayerStates {
    /*
     * The objects of a state, called its extras: first the wide numbers, then the state of each aggregation that has one of its own, last
     * the edit that owns the array. A null among them is that of no events. Most states of numeric layers have no extras at all.
     *
     * An edit may change extras only if it owns them, since a version that readers hold may share them: own() copies them once.
     */
    private static final int WIDE = 0;
    private static final int FIRST_STATE = 1;

    /** Takes the place of a state that was not kept when some of the events were written: what it would be is not known. */
    private static final class NotKept {}

    static final Object NOT_KEPT = new NotKept();

    private final ColumnType column;
    private final NumericCells cells;
    private final Aggregation[] aggregations;
    /** The place of each aggregation's state among the extras; 0 for numeric ones, which have none. */
    private final int[] extraPlaces;
    /** By place among the extras, less the first. */
    private final StateAggregation<Object>[] stateAggregations;

    @SuppressWarnings("unchecked") // A state is only ever handed to the aggregation that created it.
    LayerStates(ColumnType column, List<Layer.Part> parts) {
        this.column = column;
        this.aggregations = parts.stream().map(Layer.Part::aggregation).toArray(Aggregation[]::new);
        this.extraPlaces = new int[aggregations.length];
        Set<Component> components = EnumSet.noneOf(Component.class);
        StateAggregation<Object>[] own = (StateAggregation<Object>[]) new StateAggregation<?>[aggregations.length];
        int count = 0;
        for (int i = 0; i < aggregations.length; i++) {
            switch (aggregations[i]) {
                case NumericAggregation numeric -> components.addAll(numeric.components());
                case StateAggregation<?> state -> {
                    own[count] = (StateAggregation<Object>) state;
                    extraPlaces[i] = FIRST_STATE + count++;
                }
            }
        }
        this.stateAggregations = Arrays.copyOf(own, count);
        this.cells = new NumericCells(column, components);
    }

    NumericCells cells() {
        return cells;
    }

    /** The longs that the cells of a state take. */
    int width() {
        return cells.width();
    }

    /** Whether some aggregation has a state of its own, so that an event is more than a number. */
    boolean hasStateAggregations() {
        return stateAggregations.length > 0;
    }

    /** The place among the extras of an aggregation of the layer, which must have a state of its own. */
    int extraPlace(int aggregationIndex) {
        return extraPlaces[aggregationIndex];
    }

    StateAggregation<Object> stateAggregation(int extraPlace) {
        return stateAggregations[extraPlace - FIRST_STATE];
    }

    /** Whether an event can be taken out of every state again. */
    static boolean isInvertible(Aggregation aggregation) {
        return switch (aggregation) {
            case NumericAggregation numeric -> numeric.components().stream().allMatch(Component::isInvertible);
            case StateAggregation<?> state -> state instanceof Invertible<?>;
        };
    }

    static boolean isNotKept(@Nullable Object state) {
        return state instanceof NotKept;
    }

    static @Nullable WideNumbers wide(@Nullable Object @Nullable [] extras) {
        return extras == null ? null : (WideNumbers) extras[WIDE];
    }

    /** Extras of no events, owned by an edit. */
    @Nullable
    Object[] newExtras(Object owner) {
        @Nullable Object[] extras = new Object[FIRST_STATE + stateAggregations.length + 1];
        extras[extras.length - 1] = owner;
        return extras;
    }

    /** Extras of which only the wide numbers are known. */
    @Nullable
    Object[] extrasOf(@Nullable WideNumbers wide, Object owner) {
        @Nullable Object[] extras = newExtras(owner);
        extras[WIDE] = wide;
        Arrays.fill(extras, FIRST_STATE, extras.length - 1, NOT_KEPT);
        return extras;
    }

    /** The extras if the edit owns them, else a copy that it owns; null stays null. */
    @SuppressWarnings("ReferenceEquality") // An edit owns what it made itself, and not what an equal one made.
    @Nullable
    Object @Nullable [] own(@Nullable Object @Nullable [] extras, Object owner) {
        if (extras == null || extras[extras.length - 1] == owner) {
            return extras;
        }
        @Nullable Object[] copy = newExtras(owner);
        WideNumbers wide = wide(extras);
        copy[WIDE] = wide == null ? null : wide.copy();
        for (int place = FIRST_STATE; place < extras.length - 1; place++) {
            Object state = extras[place];
            copy[place] = state == null || isNotKept(state)
                    ? state
                    : stateAggregation(place).copy(state);
        }
        return copy;
    }

    /** Nobody may change the extras any more. */
    static void disown(@Nullable Object @Nullable [] extras) {
        if (extras != null) {
            extras[extras.length - 1] = null;
        }
    }

    /** Adds a row without a value, or with one given by its bits; the extras, which may be new ones, are returned. */
    @Nullable
    Object @Nullable [] add(
            long[] target, int at, @Nullable Object @Nullable [] extras, boolean isNull, long bits, Object owner) {
        if (isNull) {
            cells.addNull(target, at);
            return extras;
        }
        int left = cells.addValue(target, at, bits);
        if (left == NumericCells.NOTHING_LEFT) {
            return extras;
        }
        @Nullable Object[] own = extras == null ? newExtras(owner) : extras;
        ownWide(own).add(Double.longBitsToDouble(bits), left);
        return own;
    }

    /** Throws unless every aggregation takes the event: to be called before any state is changed. */
    void requireSuitable(Event event) {
        for (StateAggregation<Object> aggregation : stateAggregations) {
            aggregation.requireSuitable(event);
        }
    }

    /** Adds an event. */
    @Nullable
    Object @Nullable [] add(long[] target, int at, @Nullable Object @Nullable [] extras, Event event, Object owner) {
        @Nullable Object[] own = add(target, at, extras, event.isNull(0), bits(event), owner);
        if (stateAggregations.length == 0) {
            return own;
        }
        if (own == null) {
            own = newExtras(owner);
        }
        for (int i = 0; i < stateAggregations.length; i++) {
            Object state = own[FIRST_STATE + i];
            if (!isNotKept(state)) {
                if (state == null) {
                    state = stateAggregations[i].create();
                    own[FIRST_STATE + i] = state;
                }
                stateAggregations[i].add(state, event);
            }
        }
        return own;
    }

    /** The bits of an event's value that numeric cells take. */
    long bits(Event event) {
        if (event.isNull(0)) {
            return 0;
        }
        return switch (column) {
            case LONG -> event.longAt(0);
            case DOUBLE -> {
                double value = event.doubleAt(0);
                ExactSum.requireFinite(value);
                yield Double.doubleToRawLongBits(value);
            }
            case NONE, BYTES, VECTOR -> 0;
        };
    }

    /** Adds all events of another state; the extras, which may be new ones, are returned. */
    @Nullable
    Object @Nullable [] merge(
            long[] target,
            int at,
            @Nullable Object @Nullable [] extras,
            long[] from,
            int fromAt,
            @Nullable Object @Nullable [] fromExtras,
            Object owner) {
        cells.merge(target, at, from, fromAt);
        return fromExtras == null ? extras : mergeExtras(extras, fromExtras, owner);
    }

    private @Nullable Object[] mergeExtras(
            @Nullable Object @Nullable [] extras, @Nullable Object[] fromExtras, Object owner) {
        @Nullable Object[] own = extras == null ? newExtras(owner) : extras;
        WideNumbers wide = wide(fromExtras);
        if (wide != null) {
            ownWide(own).merge(wide);
        }
        for (int place = FIRST_STATE; place < own.length - 1; place++) {
            Object from = fromExtras[place];
            Object into = own[place];
            if (isNotKept(from)) {
                own[place] = NOT_KEPT;
            } else if (from != null && into == null) {
                own[place] = stateAggregation(place).copy(from);
            } else if (from != null && !isNotKept(into)) {
                stateAggregation(place).merge(into, from);
            }
        }
        return own;
    }

    /** Whether a state may hold all events of another, as far as its numbers tell. */
    boolean mayHold(
            long[] source,
            int at,
            @Nullable Object @Nullable [] extras,
            long[] what,
            int whatAt,
            @Nullable Object @Nullable [] whatExtras) {
        if (!cells.mayHold(source, at, what, whatAt)) {
            return false;
        }
        long[] left = Arrays.copyOfRange(source, at, at + width());
        cells.subtract(left, 0, what, whatAt);
        WideNumbers wide = wide(extras);
        WideNumbers whatWide = wide(whatExtras);
        WideNumbers leftWide = wide == null ? new WideNumbers() : wide.copy();
        if (whatWide != null) {
            leftWide.subtract(whatWide);
        }
        return new CellNumbers(cells, left, 0, leftWide).arePossible();
    }

    /**
     * Takes out all events of another state, which were added before; only where every aggregation is invertible. The extras, which may be
     * new ones, are returned.
     */
    @Nullable
    Object @Nullable [] subtract(
            long[] target,
            int at,
            @Nullable Object @Nullable [] extras,
            long[] what,
            int whatAt,
            @Nullable Object @Nullable [] whatExtras,
            Object owner) {
        cells.subtract(target, at, what, whatAt);
        if (whatExtras == null) {
            return extras;
        }
        // What is wide alone may have come to nothing wide together, and was then read back without extras.
        @Nullable Object[] own = extras == null ? newExtras(owner) : extras;
        WideNumbers wide = wide(whatExtras);
        if (wide != null) {
            ownWide(own).subtract(wide);
        }
        for (int place = FIRST_STATE; place < own.length - 1; place++) {
            Object state = own[place];
            Object taken = whatExtras[place];
            if (state != null && !isNotKept(state) && taken != null) {
                ((Invertible<Object>) stateAggregation(place)).subtract(state, taken);
            }
        }
        return own;
    }

    /** Whether two states are those of the same events, as far as states can tell. */
    boolean isEqual(
            long[] left,
            int leftAt,
            @Nullable Object @Nullable [] leftExtras,
            long[] right,
            int rightAt,
            @Nullable Object @Nullable [] rightExtras) {
        // Equal numbers may be spread differently over cells and wide numbers, as after reading them: only their bytes
        // tell.
        return Arrays.equals(bytes(left, leftAt, leftExtras), bytes(right, rightAt, rightExtras));
    }

    private byte[] bytes(long[] source, int at, @Nullable Object @Nullable [] extras) {
        StateWriter target = new StateWriter();
        new NumericCodec(cells).write(source, at, wide(extras), target);
        for (int place = FIRST_STATE; place <= stateAggregations.length; place++) {
            Object state = extras == null ? null : extras[place];
            StateAggregation<Object> aggregation = stateAggregation(place);
            target.writeByte(isNotKept(state) ? 0 : 1);
            if (!isNotKept(state)) {
                aggregation.write(state == null ? aggregation.create() : state, target);
            }
        }
        return target.toByteArray();
    }

    /** The value of an aggregation. */
    AggregateValue result(int aggregationIndex, long[] source, @Nullable Object @Nullable [] extras) {
        if (aggregations[aggregationIndex] instanceof NumericAggregation numeric) {
            return numeric.result(new CellNumbers(cells, source, 0, wide(extras)));
        }
        int place = extraPlaces[aggregationIndex];
        Object state = extras == null ? null : extras[place];
        if (isNotKept(state)) {
            return new AggregateValue.NotKept();
        }
        StateAggregation<Object> aggregation = stateAggregation(place);
        return aggregation.result(state == null ? aggregation.create() : state);
    }

    /** How far the value of an aggregation may be from the true one; empty if it is exact by nature, or there is no value. */
    Optional<Accuracy> accuracy(int aggregationIndex, @Nullable Object @Nullable [] extras) {
        int place = extraPlaces[aggregationIndex];
        Object state = extras == null || place == 0 ? null : extras[place];
        if (!(aggregations[aggregationIndex] instanceof Approximate<?>) || isNotKept(state)) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // A state is only ever handed to the aggregation that created it.
        Approximate<Object> aggregation = (Approximate<Object>) aggregations[aggregationIndex];
        return Optional.of(aggregation.accuracy(state == null ? aggregation.create() : state));
    }

    private static WideNumbers ownWide(@Nullable Object[] extras) {
        WideNumbers wide = (WideNumbers) extras[WIDE];
        if (wide == null) {
            wide = new WideNumbers();
            extras[WIDE] = wide;
        }
        return wide;
    }
}
