package dev.oriel.kernel;

import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The binary form of one bucket. One thread at a time. */
final class BucketCodec {
    /*
     * version (1 byte), then for each aggregation whose state is not empty, ascending by the bytes of its id:
     *   length of id, id in UTF-8, format of state (1 byte), length of state, state.
     * Lengths are unsigned LEB128 numbers. A bucket written before an aggregation was added reads as if that had seen nothing, and
     * the state of one since removed is skipped.
     */
    static final int VERSION = 1;

    private final Layer layer;
    private final LayerStates layerStates;
    private final byte[][] ids;
    /** The places of the aggregations in the layer, ascending by the bytes of their ids. */
    private final int[] order;

    private final StateWriter bucket = new StateWriter();
    private final StateWriter state = new StateWriter();

    BucketCodec(Layer layer) {
        this.layer = layer;
        this.layerStates = layer.states();
        List<Layer.Part> parts = layer.parts();
        this.ids = new byte[parts.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = parts.get(i).id().getBytes(StandardCharsets.UTF_8);
        }
        this.order = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            int at = i;
            for (; at > 0 && Arrays.compareUnsigned(ids[order[at - 1]], ids[i]) > 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = i;
        }
    }

    /** The bytes of a bucket given by its states, or by a mark and the value of its one event. */
    byte[] write(Object[] statesOrMark, long valueBits) {
        Object[] states = statesOrMark;
        if (LayerStates.isMark(statesOrMark)) {
            states = layerStates.create();
            layerStates.addOne(states, statesOrMark, valueBits);
        }
        bucket.clear();
        bucket.writeByte(VERSION);
        for (int index : order) {
            Aggregation<Object> aggregation = layerStates.aggregation(index);
            if (!aggregation.isEmpty(states[index])) {
                state.clear();
                aggregation.write(states[index], state);
                bucket.writeUnsigned(ids[index].length);
                bucket.writeBytes(ids[index]);
                bucket.writeByte(aggregation.format());
                bucket.writeUnsigned(state.size());
                bucket.writeAll(state);
            }
        }
        return bucket.toByteArray();
    }

    /**
     * The states of a bucket.
     *
     * @throws CorruptStateException if the bytes are not those of a bucket
     */
    Object[] read(byte[] bytes) {
        StateReader source = new StateReader(bytes);
        int version = source.readByte();
        if (version != VERSION) {
            throw source.corrupt("found bucket version '" + version + "'", "this release reads version " + VERSION);
        }
        Object[] states = layerStates.create();
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
            if (next < order.length && Arrays.equals(ids[order[next]], previousId)) {
                states[order[next]] = readState(order[next], format, stateSource);
            }
        }
        return states;
    }

    private Object readState(int index, int format, StateReader source) {
        Aggregation<Object> aggregation = layerStates.aggregation(index);
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
}
