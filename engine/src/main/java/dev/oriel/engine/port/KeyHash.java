package dev.oriel.engine.port;

/**
 * Hashes of the bytes of keys. Keys are mostly small numbers: big-endian bytes that differ in the last two or three. A polynomial
 * of 31 gives eight pairs of such bytes one and the same hash, and maps of them become trees.
 */
public final class KeyHash {
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private KeyHash() {}

    /**
     * A hash whose every bit depends on every byte. Cost: a multiplication per byte.
     *
     * @param seed what else the key is made of; 0 for nothing
     */
    public static int of(int seed, byte[] key) {
        int hash = FNV_OFFSET ^ seed;
        for (byte each : key) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Spreads what differs over all bits; different numbers stay different. */
    public static int mix(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
