package dev.oriel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes under which the five tables of a store share one ordered key space. */
final class Keys {
    /*
     * A table is one leading byte. Numbers are big-endian with the sign bit turned, or as they are where the order is
     * unsigned. Byte strings that something follows are escaped as in the tuple layer of FoundationDB [1]: 0x00 becomes
     * 0x00 0xFF and the string ends with 0x00 0x01. The end sorts before every byte that could go on the string (0x00 0xFF
     * or 0x01 and above), so that order is that of the unescaped bytes and no encoded string begins another.
     *
     * [1] apple/foundationdb, design/tuple.md; there the end is a lone 0x00, which would be read as an escape where 0xFF
     * follows, as it may in a bucket index.
     */

    /** The key under which the store keeps its own format version. */
    static final byte[] FORMAT = {0x01};

    private static final byte BUCKET = 0x10;
    private static final byte ROW = 0x20;
    private static final byte METADATA = 0x30;
    private static final byte POSITION = 0x40;
    private static final byte ENTRY = 0x50;

    private static final int ESCAPED = 0x00;
    private static final int GOES_ON = 0xFF;
    private static final int END = 0x01;

    /** Where buckets begin and where they end. */
    static final byte[] BUCKETS_FROM = {BUCKET};

    static final byte[] BUCKETS_TO = {BUCKET + 1};

    /** Where positions begin and where they end. */
    static final byte[] POSITIONS_FROM = {POSITION};

    static final byte[] POSITIONS_TO = {POSITION + 1};

    private Keys() {}

    /** All that the buckets of one key of one layer have in common. */
    static byte[] bucketPrefix(int layer, byte[] key) {
        var bytes = new ByteArrayOutputStream(key.length + 16);
        bytes.write(BUCKET);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(layer).array());
        writeEscaped(bytes, key);
        return bytes.toByteArray();
    }

    /** The place of one bucket, given what {@link #bucketPrefix} returned. */
    static byte[] bucket(byte[] prefix, long bucket) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(prefix.length, bucket ^ Long.MIN_VALUE);
        return bytes;
    }

    static byte[] bucket(BucketKey key) {
        return bucket(bucketPrefix(key.layer(), key.key()), key.bucket());
    }

    /** The first place after all buckets of a prefix; the last byte of a prefix is that of an end, so it can grow. */
    static byte[] afterPrefix(byte[] prefix) {
        byte[] bytes = prefix.clone();
        bytes[bytes.length - 1]++;
        return bytes;
    }

    /** The index at the end of an encoded bucket key. */
    static long bucketIndex(byte[] encoded) {
        return ByteBuffer.wrap(encoded).getLong(encoded.length - Long.BYTES) ^ Long.MIN_VALUE;
    }

    /** Undoes {@link #bucket(BucketKey)}. */
    static BucketKey toBucketKey(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded, 1, encoded.length - 1);
        int layer = bytes.getInt();
        byte[] key = readEscaped(bytes);
        return new BucketKey(layer, key, bytes.getLong() ^ Long.MIN_VALUE);
    }

    static byte[] row(RowKey key) {
        return row(key.namespace(), key.primaryKey());
    }

    static byte[] row(String namespace, byte[] primaryKey) {
        byte[] name = namespace.getBytes(UTF_8);
        var bytes = new ByteArrayOutputStream(name.length + primaryKey.length + 8);
        bytes.write(ROW);
        writeEscaped(bytes, name);
        bytes.writeBytes(primaryKey);
        return bytes.toByteArray();
    }

    static byte[] metadata(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + bytes.length).put(METADATA).put(bytes).array();
    }

    static byte[] position(SourcePartition partition) {
        var bytes = new ByteArrayOutputStream(partition.source().length() + 16);
        bytes.write(POSITION);
        writeEscaped(bytes, partition.source().getBytes(UTF_8));
        bytes.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(partition.partition()).array());
        return bytes.toByteArray();
    }

    /** Undoes {@link #position}. */
    static SourcePartition toPartition(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded, 1, encoded.length - 1);
        String source = new String(readEscaped(bytes), UTF_8);
        return new SourcePartition(source, bytes.getInt());
    }

    /** Entries are all at the end of a key, and so need no escape. */
    static byte[] entry(EntryKey key) {
        return ByteBuffer.allocate(1 + key.bytes().length)
                .put(ENTRY)
                .put(key.bytes())
                .array();
    }

    /** Undoes {@link #entry}. */
    static EntryKey toEntryKey(byte[] encoded) {
        return new EntryKey(Arrays.copyOfRange(encoded, 1, encoded.length));
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long toNumber(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static void writeEscaped(ByteArrayOutputStream into, byte[] bytes) {
        for (byte b : bytes) {
            into.write(b);
            if (b == ESCAPED) {
                into.write(GOES_ON);
            }
        }
        into.write(ESCAPED);
        into.write(END);
    }

    private static byte[] readEscaped(ByteBuffer from) {
        var bytes = new ByteArrayOutputStream(from.remaining());
        while (true) {
            byte b = from.get();
            if (b == ESCAPED && from.get() == END) {
                return bytes.toByteArray();
            }
            bytes.write(b);
        }
    }
}
