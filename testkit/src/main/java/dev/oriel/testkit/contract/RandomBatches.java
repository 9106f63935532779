package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import java.util.Random;

/** Store changes chosen to be awkward: few keys, of bytes that encodings stumble over, many of them prefixes of others. */
final class RandomBatches {
    private static final byte[] AWKWARD_BYTES = {0x00, 0x01, 0x02, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF, 'a'};
    private static final int[] LAYERS = {1, 2, 127, 128, 255, 256, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    private static final long[] BUCKETS = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -65_536,
        -256,
        -255,
        -1,
        0,
        1,
        255,
        256,
        65_536,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };
    private static final String[] NAMES = {"a", "a\0", "a\0b", "ab", "b", "", "\u00e9", "\uffff"};
    private static final int KEY_BYTES_MAX = 3;

    private final Random random;

    RandomBatches(Random random) {
        this.random = random;
    }

    /** Adds one change to a batch. */
    void addChange(StoreBatch batch) {
        int kind = random.nextInt(100);
        if (kind < 45) {
            batch.putBucket(bucketKey(), value());
        } else if (kind < 65) {
            batch.removeBucket(bucketKey());
        } else if (kind < 85) {
            batch.putRow(rowKey(), value());
        } else if (kind < 92) {
            batch.putMetadata(name(), value());
        } else {
            batch.putPosition(new SourcePartition(name(), random.nextInt(300)), random.nextLong());
        }
    }

    BucketKey bucketKey() {
        int layer = LAYERS[random.nextInt(LAYERS.length)];
        return new BucketKey(layer, key(), BUCKETS[random.nextInt(BUCKETS.length)]);
    }

    RowKey rowKey() {
        return new RowKey(name(), key());
    }

    private byte[] key() {
        byte[] key = new byte[random.nextInt(KEY_BYTES_MAX + 1)];
        for (int i = 0; i < key.length; i++) {
            key[i] = AWKWARD_BYTES[random.nextInt(AWKWARD_BYTES.length)];
        }
        return key;
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private byte[] value() {
        int size = random.nextInt(10) == 0 ? 0 : random.nextInt(60);
        return Integer.toString(random.nextInt(), 36).repeat(size / 6).getBytes(UTF_8);
    }
}
