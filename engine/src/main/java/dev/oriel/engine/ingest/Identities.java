package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.EntryKeys;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Which messages have been seen before (I2, D13): per resolver the identities, each with the time of the message that had its
 * effect. Commit order decides which of several that is. For one thread.
 */
final class Identities {
    private final EntryEdits entries;

    Identities(EntryEdits entries) {
        this.entries = entries;
    }

    /**
     * Whether a message of this identity had its effect within the resolver's period; remembers this one otherwise.
     *
     * @param number of the resolver in the store
     * @param timeMillis of the message's record, or of the event where the source keeps no time
     */
    boolean isRepeated(ResolverPlan plan, int number, byte[] identity, long timeMillis, StoreViews views)
            throws StoreException {
        EntryKey key = EntryKeys.identity(number, identity);
        Optional<byte[]> seen = entries.get(key, views);
        if (seen.isPresent()
                && Math.abs(timeMillis - millis(seen.get())) <= plan.input().withinMillis()) {
            return true;
        }
        entries.put(key, ByteBuffer.allocate(Long.BYTES).putLong(timeMillis).array());
        return false;
    }

    /** The time that is kept with an identity. */
    static long millis(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
