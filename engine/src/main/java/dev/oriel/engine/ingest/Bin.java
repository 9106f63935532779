package dev.oriel.engine.ingest;

import dev.oriel.engine.port.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is known of one tumbling window of one key. For one thread. */
final class Bin {
    private static final byte FORMAT_VERSION = 1;

    /** Messages that it has. */
    long messages;

    State state = State.OPEN;

    /** When it was last run, by the engine's clock, in epoch milliseconds; {@link Long#MIN_VALUE} before it was. */
    long lastRunMillis = Long.MIN_VALUE;

    /** Bytes of the primary keys of the rows that its last run gave. */
    List<byte[]> outputs = List.of();

    /** Whether it is to be written. */
    boolean changed;

    /** How far it is. */
    enum State {
        /** Never run. */
        OPEN(0),
        /** Run, and messages came since. */
        DIRTY(1),
        /** Run, with all that it has. */
        CLOSED(2),
        /** Its last run failed. */
        FAILED(3);

        /** As it is stored. */
        private final byte mark;

        State(int mark) {
            this.mark = (byte) mark;
        }

        private static State of(byte mark) throws StoreException {
            for (State state : values()) {
                if (state.mark == mark) {
                    return state;
                }
            }
            throw new StoreException("online store: a window cannot be read: its state is '" + mark
                    + "' · restore a backup of the folder");
        }
    }

    byte[] bytes() {
        int size = 2 + 2 * Long.BYTES + Integer.BYTES;
        for (byte[] output : outputs) {
            size += Integer.BYTES + output.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size)
                .put(FORMAT_VERSION)
                .put(state.mark)
                .putLong(messages)
                .putLong(lastRunMillis)
                .putInt(outputs.size());
        outputs.forEach(output -> bytes.putInt(output.length).put(output));
        return bytes.array();
    }

    static Bin read(byte[] stored) throws StoreException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(stored);
            byte version = bytes.get();
            if (version != FORMAT_VERSION) {
                throw new StoreException("online store: a window has format '" + version + "', this version reads '"
                        + FORMAT_VERSION + "' · open it with the version that wrote it");
            }
            var bin = new Bin();
            bin.state = State.of(bytes.get());
            bin.messages = bytes.getLong();
            bin.lastRunMillis = bytes.getLong();
            int count = bytes.getInt();
            var outputs = new ArrayList<byte[]>();
            for (int i = 0; i < count; i++) {
                byte[] output = new byte[bytes.getInt()];
                bytes.get(output);
                outputs.add(output);
            }
            bin.outputs = outputs;
            return bin;
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new StoreException("online store: a window cannot be read · restore a backup of the folder", e);
        }
    }
}
