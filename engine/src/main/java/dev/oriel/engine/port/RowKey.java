package dev.oriel.engine.port;

import java.util.Arrays;

/**
 * The place of one row in a store.
 *
 * @param namespace of its feature class
 * @param primaryKey the key's bytes; owned by this record, never changed
 */
public record RowKey(String namespace, byte[] primaryKey) {
    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that
                && namespace.equals(that.namespace)
                && Arrays.equals(primaryKey, that.primaryKey);
    }

    @Override
    public int hashCode() {
        return KeyHash.of(namespace.hashCode(), primaryKey);
    }
}
