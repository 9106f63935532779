package dev.oriel.engine.state;

import dev.oriel.engine.port.EntryKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of the entries that ingest keeps in a store. The first byte is the table; numbers are big-endian and, where they
 * may be negative, have their sign bit turned, so that the order of bytes is theirs. Byte strings that something follows have
 * their length in front, so that none begins another.
 */
public final class EntryKeys {
    private static final byte IDENTITY = 1;
    private static final byte LATEST = 2;
    private static final byte MESSAGE = 3;
    private static final byte BIN = 4;
    private static final byte TIMER = 5;
    private static final byte OUTGOING = 6;
    private static final byte ROW = 7;

    /** What tells kept rows of the same time and primary key apart. */
    private static final int DELIVERY_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private EntryKeys() {}

    /** An identity that a resolver has seen. */
    public static EntryKey identity(int resolver, byte[] identity) {
        return new EntryKey(
                start(IDENTITY, resolver, identity.length).put(identity).array());
    }

    /** Before the identities of a resolver. */
    public static EntryKey identities(int resolver) {
        return new EntryKey(start(IDENTITY, resolver, 0).array());
    }

    /** The newest row of a primary key, of a resolver that replaces rows. */
    public static EntryKey latest(int resolver, byte[] primaryKey) {
        return new EntryKey(
                start(LATEST, resolver, primaryKey.length).put(primaryKey).array());
    }

    /** Before the newest rows of a resolver. */
    public static EntryKey latests(int resolver) {
        return new EntryKey(start(LATEST, resolver, 0).array());
    }

    /** A message that is kept for the windows of a key. */
    public static EntryKey message(int resolver, byte[] key, long eventMillis, int partition, long offset) {
        return new EntryKey(startOfKey(MESSAGE, resolver, key, 2 * Long.BYTES + Integer.BYTES)
                .putLong(ordered(eventMillis))
                .putInt(partition)
                .putLong(offset)
                .array());
    }

    /** Before the messages of a key from a time on. */
    public static EntryKey messages(int resolver, byte[] key, long fromMillis) {
        return new EntryKey(startOfKey(MESSAGE, resolver, key, Long.BYTES)
                .putLong(ordered(fromMillis))
                .array());
    }

    /** Before all messages of a resolver. */
    public static EntryKey messages(int resolver) {
        return new EntryKey(start(MESSAGE, resolver, 0).array());
    }

    /** The event time in a key made by {@link #message}. */
    public static long messageMillis(EntryKey message) {
        byte[] bytes = message.bytes();
        return ordered(ByteBuffer.wrap(bytes).getLong(bytes.length - 2 * Long.BYTES - Integer.BYTES));
    }

    /** A window of a key: what is known of it. */
    public static EntryKey bin(int resolver, long windowMillis, byte[] key, long endMillis) {
        return new EntryKey(startOfKey(BIN, resolver, key, 2 * Long.BYTES)
                .putLong(windowMillis)
                .putLong(ordered(endMillis))
                .array());
    }

    /** Before all windows of a resolver. */
    public static EntryKey bins(int resolver) {
        return new EntryKey(start(BIN, resolver, 0).array());
    }

    /** The end in a key made by {@link #bin}. */
    public static long binEndMillis(EntryKey bin) {
        byte[] bytes = bin.bytes();
        return ordered(ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES));
    }

    /** The length of the window in a key made by {@link #bin}. */
    public static long binWindowMillis(EntryKey bin) {
        byte[] bytes = bin.bytes();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - 2 * Long.BYTES);
    }

    /** A window that must be run once event time has come to its end. */
    public static EntryKey timer(int resolver, long endMillis, long windowMillis, byte[] key) {
        return new EntryKey(start(TIMER, resolver, 2 * Long.BYTES + key.length)
                .putLong(ordered(endMillis))
                .putLong(windowMillis)
                .put(key)
                .array());
    }

    /** Before the timers of a resolver whose ends are at a time or later. */
    public static EntryKey timers(int resolver, long fromMillis) {
        return new EntryKey(
                start(TIMER, resolver, Long.BYTES).putLong(ordered(fromMillis)).array());
    }

    /** The end in a key made by {@link #timer}. */
    public static long timerEndMillis(EntryKey timer) {
        return ordered(ByteBuffer.wrap(timer.bytes()).getLong(1 + Integer.BYTES));
    }

    /** The length of the window in a key made by {@link #timer}. */
    public static long timerWindowMillis(EntryKey timer) {
        return ByteBuffer.wrap(timer.bytes()).getLong(1 + Integer.BYTES + Long.BYTES);
    }

    /** The key of the messages in a key made by {@link #timer}. */
    public static byte[] timerKey(EntryKey timer) {
        ByteBuffer bytes = ByteBuffer.wrap(timer.bytes()).position(1 + Integer.BYTES + 2 * Long.BYTES);
        byte[] key = new byte[bytes.remaining()];
        bytes.get(key);
        return key;
    }

    /** A record that is to leave the platform. */
    public static EntryKey outgoing(long sequence) {
        return new EntryKey(ByteBuffer.allocate(1 + Long.BYTES)
                .put(OUTGOING)
                .putLong(sequence)
                .array());
    }

    /** The sequence in a key made by {@link #outgoing}. */
    public static long sequence(EntryKey outgoing) {
        return ByteBuffer.wrap(outgoing.bytes()).getLong(1);
    }

    /**
     * Which record a kept row came by: each is a row of its own, however often it is delivered.
     *
     * @param resolver that made the row of it, by its number
     */
    public record Delivery(int resolver, int partition, long offset) {
        /** Of the one row that a primary key has at a time, of a resolver whose later rows replace earlier ones. */
        public static Delivery latest(int resolver) {
            return new Delivery(resolver, 0, 0);
        }
    }

    /**
     * A row that is kept for those it belongs to. In order of its time, then of the bytes of its primary key (D11).
     *
     * @param primaryKey from {@link KeyCodec}; without bytes where the row has none
     */
    public static EntryKey row(int log, byte[] key, long eventMillis, byte[] primaryKey, Delivery delivery) {
        return new EntryKey(startOfKey(ROW, log, key, Long.BYTES + primaryKey.length + DELIVERY_BYTES)
                .putLong(ordered(eventMillis))
                .put(primaryKey)
                .putInt(delivery.resolver())
                .putInt(delivery.partition())
                .putLong(delivery.offset())
                .array());
    }

    /** Before the rows of a key from a time on. */
    public static EntryKey rows(int log, byte[] key, long fromMillis) {
        return new EntryKey(startOfKey(ROW, log, key, Long.BYTES)
                .putLong(ordered(fromMillis))
                .array());
    }

    /** Before all rows of a log. */
    public static EntryKey rows(int log) {
        return new EntryKey(start(ROW, log, 0).array());
    }

    /** The event time in a key made by {@link #row}. */
    public static long rowMillis(EntryKey row) {
        ByteBuffer bytes = ByteBuffer.wrap(row.bytes());
        return ordered(bytes.getLong(afterKey(bytes)));
    }

    /** The bytes of the primary key in a key made by {@link #row}. */
    public static byte[] rowPrimaryKey(EntryKey row) {
        byte[] bytes = row.bytes();
        int from = afterKey(ByteBuffer.wrap(bytes)) + Long.BYTES;
        return Arrays.copyOfRange(bytes, from, bytes.length - DELIVERY_BYTES);
    }

    private static int afterKey(ByteBuffer bytes) {
        int lengthAt = 1 + Integer.BYTES;
        return lengthAt + Integer.BYTES + bytes.getInt(lengthAt);
    }

    private static ByteBuffer start(byte table, int resolver, int restBytes) {
        return ByteBuffer.allocate(1 + Integer.BYTES + restBytes).put(table).putInt(resolver);
    }

    private static ByteBuffer startOfKey(byte table, int resolver, byte[] key, int restBytes) {
        return start(table, resolver, Integer.BYTES + key.length + restBytes)
                .putInt(key.length)
                .put(key);
    }

    private static long ordered(long value) {
        return value ^ Long.MIN_VALUE;
    }
}
