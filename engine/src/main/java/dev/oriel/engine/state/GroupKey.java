package dev.oriel.engine.state;

import dev.oriel.engine.port.KeyHash;
import java.util.Arrays;

/** One key tuple of one group: {@code transaction by user_id}, 7. */
public final class GroupKey {
    private final int group;
    private final byte[] bytes;
    private final int hash;

    /**
     * Takes ownership of the bytes.
     *
     * @param group index of the group in the catalog
     * @param bytes from {@link KeyCodec#bytes}
     */
    public GroupKey(int group, byte[] bytes) {
        this.group = group;
        this.bytes = bytes;
        this.hash = KeyHash.of(group, bytes);
    }

    /** Index of the group in the catalog. */
    public int group() {
        return group;
    }

    /** The tuple's bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupKey that && group == that.group && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
