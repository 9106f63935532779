package dev.oriel.engine;

import java.util.function.Consumer;

/** The engine's limits and intervals; {@link #DEFAULTS} has what a machine of two cores and 1 GiB of heap takes well. Immutable. */
public final class EngineOptions {
    /** Most {@link #ingestThreads}. */
    public static final int INGEST_THREADS_LIMIT = 64;

    /** Every option at its default. */
    public static final EngineOptions DEFAULTS = new EngineOptions();

    private static final long SECOND_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60 * SECOND_MILLIS;

    // Written before an instance is handed out, and never again.
    private long commitIntervalMillis = 250;
    private int commitRecordsMax = 65_536;
    private int commitFailuresMax = 3;
    private int messageBytesMax = 1 << 20;
    private int keysInMemoryMax = 200_000;
    private long queuedBytesMax = 64L << 20;
    private long messagesPerWindowMax = 1_000_000;
    private long futureToleranceMillis = 5 * MINUTE_MILLIS;
    private long clockSlackMillis = MINUTE_MILLIS;
    private long asOfMillis = 60 * MINUTE_MILLIS;
    private long outOfOrdernessMillis = 10 * SECOND_MILLIS;
    private long idleAfterMillis = 30 * SECOND_MILLIS;
    private long queryTimeoutMillis = 5 * SECOND_MILLIS;
    private int queryThreadsMax = 64;
    private int rowsPerReadMax = 100_000;
    private int ingestThreads =
            Math.min(INGEST_THREADS_LIMIT, Runtime.getRuntime().availableProcessors());

    private EngineOptions() {}

    private EngineOptions(EngineOptions like) {
        commitIntervalMillis = like.commitIntervalMillis;
        commitRecordsMax = like.commitRecordsMax;
        commitFailuresMax = like.commitFailuresMax;
        messageBytesMax = like.messageBytesMax;
        keysInMemoryMax = like.keysInMemoryMax;
        queuedBytesMax = like.queuedBytesMax;
        messagesPerWindowMax = like.messagesPerWindowMax;
        futureToleranceMillis = like.futureToleranceMillis;
        clockSlackMillis = like.clockSlackMillis;
        asOfMillis = like.asOfMillis;
        outOfOrdernessMillis = like.outOfOrdernessMillis;
        idleAfterMillis = like.idleAfterMillis;
        queryTimeoutMillis = like.queryTimeoutMillis;
        queryThreadsMax = like.queryThreadsMax;
        rowsPerReadMax = like.rowsPerReadMax;
        ingestThreads = like.ingestThreads;
    }

    private EngineOptions with(Consumer<EngineOptions> change) {
        var other = new EngineOptions(this);
        change.accept(other);
        other.refuseWhatCannotWork();
        return other;
    }

    private void refuseWhatCannotWork() {
        if (ingestThreads < 1 || ingestThreads > INGEST_THREADS_LIMIT) {
            throw new IllegalArgumentException("engine options: ingestThreads is '" + ingestThreads + "' · give 1 to '"
                    + INGEST_THREADS_LIMIT + "'");
        }
        if (queryThreadsMax < 1 || queryTimeoutMillis < 1) {
            throw new IllegalArgumentException("engine options: queries have '" + queryThreadsMax + "' threads and '"
                    + queryTimeoutMillis + "' ms for online resolvers · give at least 1 of each");
        }
        if (asOfMillis < clockSlackMillis) {
            // A live now may lie as far back as the slack, and its oldest bucket must still be there.
            throw new IllegalArgumentException("engine options: buckets are kept for '" + asOfMillis
                    + "' ms of asking in the past, less than the clock slack of '" + clockSlackMillis
                    + "' ms · give asOfMillis at least as much");
        }
    }

    /** The longest that an applied record waits to be on disk. */
    public long commitIntervalMillis() {
        return commitIntervalMillis;
    }

    /** The same with another {@link #commitIntervalMillis()}. */
    public EngineOptions commitIntervalMillis(long millis) {
        return with(other -> other.commitIntervalMillis = millis);
    }

    /** Applied records after which a commit comes early. */
    public int commitRecordsMax() {
        return commitRecordsMax;
    }

    /** The same with another {@link #commitRecordsMax()}. */
    public EngineOptions commitRecordsMax(int records) {
        return with(other -> other.commitRecordsMax = records);
    }

    /** Failed commits in a row after which ingest stays down. */
    public int commitFailuresMax() {
        return commitFailuresMax;
    }

    /** A longer message is a dead letter. */
    public int messageBytesMax() {
        return messageBytesMax;
    }

    /** Keys held in memory after a commit; others are read from the store when touched. */
    public int keysInMemoryMax() {
        return keysInMemoryMax;
    }

    /** The same with another {@link #keysInMemoryMax()}. */
    public EngineOptions keysInMemoryMax(int keys) {
        return with(other -> other.keysInMemoryMax = keys);
    }

    /** Bytes of messages that are read ahead of ingest, over all sources. */
    public long queuedBytesMax() {
        return queuedBytesMax;
    }

    /** Messages of one window of one key that are handed to a function or SQL (D12). */
    public long messagesPerWindowMax() {
        return messagesPerWindowMax;
    }

    /** The same with another {@link #messagesPerWindowMax()}. */
    public EngineOptions messagesPerWindowMax(long messages) {
        return with(other -> other.messagesPerWindowMax = messages);
    }

    /** How far an event time may lie after its record's time (D9). */
    public long futureToleranceMillis() {
        return futureToleranceMillis;
    }

    /** How far {@code now} may lie before the newest event and still be live (D8). */
    public long clockSlackMillis() {
        return clockSlackMillis;
    }

    /** How far back {@code now} may lie before windows lose their oldest buckets (D8). */
    public long asOfMillis() {
        return asOfMillis;
    }

    /** The same with another {@link #asOfMillis()}. */
    public EngineOptions asOfMillis(long millis) {
        return with(other -> other.asOfMillis = millis);
    }

    /** How much older than the newest an event may be before a tumbling window ends without it (D12). */
    public long outOfOrdernessMillis() {
        return outOfOrdernessMillis;
    }

    /** How long a partition may be without records before time goes on without it (D12). */
    public long idleAfterMillis() {
        return idleAfterMillis;
    }

    /** The same with another {@link #idleAfterMillis()}. */
    public EngineOptions idleAfterMillis(long millis) {
        return with(other -> other.idleAfterMillis = millis);
    }

    /** How long the functions of the online resolvers of one query may take, all of them. */
    public long queryTimeoutMillis() {
        return queryTimeoutMillis;
    }

    /** The same with another {@link #queryTimeoutMillis()}. */
    public EngineOptions queryTimeoutMillis(long millis) {
        return with(other -> other.queryTimeoutMillis = millis);
    }

    /** Functions of online resolvers that run at the same time, over all queries. */
    public int queryThreadsMax() {
        return queryThreadsMax;
    }

    /** The same with another {@link #queryThreadsMax()}. */
    public EngineOptions queryThreadsMax(int threads) {
        return with(other -> other.queryThreadsMax = threads);
    }

    /** Rows of one has-many relation that a query reads one by one; a feature that needs more has no value. */
    public int rowsPerReadMax() {
        return rowsPerReadMax;
    }

    /** The same with another {@link #rowsPerReadMax()}. */
    public EngineOptions rowsPerReadMax(int rows) {
        return with(other -> other.rowsPerReadMax = rows);
    }

    /**
     * Threads that decode messages and add rows to buckets, the one that commits included; what comes of it does not depend on
     * their number. From 1 to {@link #INGEST_THREADS_LIMIT}, by default one for each processor.
     */
    public int ingestThreads() {
        return ingestThreads;
    }

    /** The same with another {@link #ingestThreads()}. */
    public EngineOptions ingestThreads(int threads) {
        return with(other -> other.ingestThreads = threads);
    }
}
