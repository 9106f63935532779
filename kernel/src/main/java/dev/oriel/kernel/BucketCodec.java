package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.CellNumbers;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.Component;
import dev.oriel.kernel.aggregation.NumericCells;
import dev.oriel.kernel.aggregation.NumericCodec;
import dev.oriel.kernel.aggregation.StateAggregation;
import dev.oriel.kernel.aggregation.WideNumbers;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The binary form of one bucket: equal sets of events give equal bytes. One thread at a time. */
final class BucketCodec {
    /*
     * version (1 byte), form (1 byte), then
     *   a null:    nothing
     *   a long:    one value, signed
     *   a double:  one value
     *   states:    type of the column (1 byte), numeric components, then for each aggregation with a state of its own, ascending by the
     *              bytes of its id: length of id, id in UTF-8, format of state (1 byte), length of state, state
     *   events:    their number, then for each, ascending by bytes: length, form and what follows it
     * Lengths are unsigned LEB128 numbers. What the layer does not keep any more is skipped; what it did not keep yet is marked as not
     * kept, so that no value is made of buckets it is not known of.
     */
    static final int VERSION = 2;

    private static final int FORM_NULL = 0;
    private static final int FORM_LONG = 1;
    private static final int FORM_DOUBLE = 2;
    private static final int FORM_STATES = 3;
    private static final int FORM_EVENTS = 4;

    private final Layer layer;
    private final LayerStates states;
    private final NumericCodec numbers;
    private final boolean oneValueTellsAll;
    private final byte[][] ids;
    /** The places in the layer of the aggregations with a state of their own, ascending by the bytes of their ids. */
    private final int[] order;

    private final StateWriter bucket = new StateWriter();
    private final StateWriter part = new StateWriter();
    private final long[] cells;

    BucketCodec(Layer layer) {
        this.layer = layer;
        this.states = layer.states();
        NumericCells numeric = states.cells();
        this.numbers = new NumericCodec(numeric);
        this.oneValueTellsAll = !states.hasStateAggregations()
                && (numeric.keeps(Component.SUM)
                        || numeric.keeps(Component.MINIMUM)
                        || numeric.keeps(Component.MAXIMUM));
        List<Layer.Part> parts = layer.parts();
        this.ids = parts.stream()
                .map(each -> each.id().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.order = IntStream.range(0, parts.size())
                .filter(index -> parts.get(index).aggregation() instanceof StateAggregation<?>)
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> ids[index], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        this.cells = new long[states.width()];
    }

    private record Entry(Leaf leaf, int place) {}

    /** The bytes of a bucket; null if it holds no event. */
    byte @Nullable [] write(@Nullable Node root, Leaf tail, long bucketIndex) {
        var entries = new ArrayList<Entry>();
        Folding.forEachEntry(
                root, tail, bucketIndex, bucketIndex, (leaf, entry) -> entries.add(new Entry(leaf, entry)));
        if (entries.isEmpty()) {
            return null;
        }
        bucket.clear();
        bucket.writeByte(VERSION);
        if (layer.keepsEvents() && entries.size() > 1) {
            writeEvents(entries);
        } else {
            write(entries, bucket);
        }
        return bucket.toByteArray();
    }

    private void writeEvents(List<Entry> entries) {
        bucket.writeByte(FORM_EVENTS);
        bucket.writeUnsigned(entries.size());
        entries.stream().map(this::bytesOfEvent).sorted(Arrays::compareUnsigned).forEach(event -> {
            bucket.writeUnsigned(event.length);
            bucket.writeBytes(event);
        });
    }

    private byte[] bytesOfEvent(Entry entry) {
        StateWriter event = new StateWriter();
        write(List.of(entry), event);
        return event.toByteArray();
    }

    private void write(List<Entry> entries, StateWriter target) {
        states.cells().clear(cells, 0);
        @Nullable Object[] extras = null;
        for (Entry entry : entries) {
            extras = entry.leaf().addTo(cells, 0, extras, entry.place(), states, this);
        }
        if (oneValueTellsAll
                && states.cells().rows(cells, 0) == 1
                && !states.cells().missesAny(cells, 0)) {
            writeOne(new CellNumbers(states.cells(), cells, 0, LayerStates.wide(extras)), target);
        } else {
            writeStates(extras, target);
        }
    }

    private void writeOne(CellNumbers numbers, StateWriter target) {
        if (numbers.values() == 0) {
            target.writeByte(FORM_NULL);
        } else {
            writeValue(numbers.onlyValueBits(), target);
        }
    }

    private void writeValue(long bits, StateWriter target) {
        if (layer.column() == ColumnType.DOUBLE) {
            target.writeByte(FORM_DOUBLE);
            target.writeDouble(Double.longBitsToDouble(bits));
        } else {
            target.writeByte(FORM_LONG);
            target.writeSigned(bits);
        }
    }

    private void writeStates(@Nullable Object @Nullable [] extras, StateWriter target) {
        target.writeByte(FORM_STATES);
        target.writeByte(layer.column().number());
        numbers.write(cells, 0, LayerStates.wide(extras), target);
        for (int index : order) {
            int place = states.extraPlace(index);
            Object state = extras == null ? null : extras[place];
            if (!LayerStates.isNotKept(state)) {
                StateAggregation<Object> aggregation = states.stateAggregation(place);
                part.clear();
                aggregation.write(state == null ? aggregation.create() : state, part);
                target.writeUnsigned(ids[index].length);
                target.writeBytes(ids[index]);
                target.writeByte(aggregation.format());
                target.writeUnsigned(part.size());
                target.writeAll(part);
            }
        }
    }

    /**
     * Appends what a bucket holds to a timeline that has nothing as late.
     *
     * @throws CorruptStateException if the bytes are not those of a bucket
     */
    void read(byte[] bytes, long bucketIndex, TimelineEditor timeline) {
        StateReader source = new StateReader(bytes);
        int version = source.readByte();
        if (version != VERSION) {
            throw source.corrupt("found bucket version '" + version + "'", "this release reads version " + VERSION);
        }
        int form = source.readByte();
        if (form == FORM_EVENTS) {
            readEvents(source, bucketIndex, timeline);
        } else {
            readForm(form, source, bucketIndex, timeline);
        }
        source.requireEnd();
    }

    private void readForm(int form, StateReader source, long bucketIndex, TimelineEditor timeline) {
        switch (form) {
            case FORM_NULL -> append(bucketIndex, true, 0, timeline);
            case FORM_LONG -> {
                requireColumn(ColumnType.LONG, source);
                append(bucketIndex, false, source.readSigned(), timeline);
            }
            case FORM_DOUBLE -> {
                requireColumn(ColumnType.DOUBLE, source);
                append(bucketIndex, false, Double.doubleToRawLongBits(source.readFiniteDouble()), timeline);
            }
            case FORM_STATES -> readStates(source, bucketIndex, timeline);
            case FORM_EVENTS -> throw source.corrupt("found events within an event", "expected one event");
            default -> throw source.corrupt("found form '" + form + "' of a bucket", "known: 0 to " + FORM_EVENTS);
        }
    }

    private void readEvents(StateReader source, long bucketIndex, TimelineEditor timeline) {
        long count = source.readUnsigned();
        if (!layer.keepsEvents()) {
            throw source.corrupt("found '" + count + "' single events", "this layer keeps states of buckets");
        }
        if (count == 0) {
            throw source.corrupt("found '0' single events", "expected some");
        }
        // Every event takes two bytes at least, so that a wrong number ends with the bytes.
        for (long i = 0; i < count || count < 0; i++) {
            StateReader event = source.slice(source.readUnsigned());
            readForm(event.readByte(), event, bucketIndex, timeline);
            event.requireEnd();
        }
    }

    private void append(long bucketIndex, boolean isNull, long bits, TimelineEditor timeline) {
        if (!states.hasStateAggregations()) {
            timeline.appendEvent(bucketIndex, isNull, bits);
            return;
        }
        states.cells().clear(cells, 0);
        timeline.appendState(bucketIndex, cells, states.add(cells, 0, states.extrasOf(null, this), isNull, bits, this));
    }

    private void readStates(StateReader source, long bucketIndex, TimelineEditor timeline) {
        int column = source.readByte();
        if (column != layer.column().number()) {
            throw source.corrupt(
                    "found states of column type '" + column + "'", "the layer's column is of type " + layer.column());
        }
        WideNumbers wide = numbers.read(source, cells, 0);
        long rows = states.cells().rows(cells, 0);
        if (layer.keepsEvents() && rows > 1) {
            throw source.corrupt(
                    "found one state of '" + rows + "' events",
                    "this layer keeps each event, and they cannot be told apart");
        }
        @Nullable Object[] extras = wide == null && order.length == 0 ? null : states.extrasOf(wide, this);
        byte[] previousId = {};
        int next = 0;
        while (source.remaining() > 0) {
            StateReader idSource = source.slice(source.readUnsigned());
            if (idSource.compareRemainingTo(previousId) <= 0) {
                throw source.corrupt("found aggregation ids out of order", "expected them to ascend");
            }
            previousId = idSource.readRemaining();
            int format = source.readByte();
            StateReader stateSource = source.slice(source.readUnsigned());
            while (next < order.length && Arrays.compareUnsigned(ids[order[next]], previousId) < 0) {
                next++;
            }
            if (extras != null && next < order.length && Arrays.equals(ids[order[next]], previousId)) {
                extras[states.extraPlace(order[next])] = readState(order[next], format, stateSource);
            }
        }
        timeline.appendState(bucketIndex, cells, extras);
    }

    private Object readState(int index, int format, StateReader source) {
        StateAggregation<Object> aggregation = states.stateAggregation(states.extraPlace(index));
        if (format != aggregation.format()) {
            throw source.corrupt(
                    "found state format '" + format + "'",
                    "expected " + aggregation.format() + " for aggregation '"
                            + layer.parts().get(index).id() + "'");
        }
        Object state = aggregation.read(source);
        source.requireEnd();
        return state;
    }

    private void requireColumn(ColumnType found, StateReader source) {
        if (layer.column() != found) {
            throw source.corrupt("found a value of type " + found, "the layer's column is of type " + layer.column());
        }
    }
}
