package dev.oriel.engine;

/**
 * The engine's limits and intervals, each with its default in {@link #DEFAULTS}.
 *
 * @param commitIntervalMillis the longest that an applied record waits to be on disk
 * @param commitRecordsMax applied records after which a commit comes early
 * @param messageBytesMax a longer message is a dead letter
 * @param keysInMemoryMax keys held in memory after a commit; others are read from the store when touched
 * @param futureToleranceMillis how far an event time may lie after its record's time (D9)
 * @param clockSlackMillis how far {@code now} may lie before the newest event and still be live (D8)
 * @param asOfMillis how far back {@code now} may lie before windows lose their oldest buckets (D8)
 * @param queuedBytesMax bytes of messages that are read ahead of ingest, over all sources
 * @param outOfOrdernessMillis how much older than the newest an event may be before a tumbling window ends without it (D12)
 * @param idleAfterMillis how long a partition may be without records before time goes on without it (D12)
 * @param messagesPerWindowMax messages of one window of one key that are handed to a function or SQL (D12)
 * @param commitFailuresMax failed commits in a row after which ingest stays down
 * @param ingestThreads threads that decode messages and add rows to buckets, the one that commits included; what comes of it does
 *     not depend on their number. From 1 to {@link #INGEST_THREADS_LIMIT}, by default one for each processor
 */
public record EngineOptions(
        long commitIntervalMillis,
        int commitRecordsMax,
        int messageBytesMax,
        int keysInMemoryMax,
        long futureToleranceMillis,
        long clockSlackMillis,
        long asOfMillis,
        long queuedBytesMax,
        long outOfOrdernessMillis,
        long idleAfterMillis,
        long messagesPerWindowMax,
        int commitFailuresMax,
        int ingestThreads) {
    /** Most {@link #ingestThreads}. */
    public static final int INGEST_THREADS_LIMIT = 64;

    /** Refuses what cannot work. */
    public EngineOptions {
        if (ingestThreads < 1 || ingestThreads > INGEST_THREADS_LIMIT) {
            throw new IllegalArgumentException("engine options: ingestThreads is '" + ingestThreads + "' · give 1 to '"
                    + INGEST_THREADS_LIMIT + "'");
        }
        if (asOfMillis < clockSlackMillis) {
            // A live now may lie as far back as the slack, and its oldest bucket must still be there.
            throw new IllegalArgumentException("engine options: buckets are kept for '" + asOfMillis
                    + "' ms of asking in the past, less than the clock slack of '" + clockSlackMillis
                    + "' ms · give asOfMillis at least as much");
        }
    }

    /** What a machine of two cores and 1 GiB of heap takes well. */
    public static final EngineOptions DEFAULTS = new EngineOptions(
            250,
            65_536,
            1 << 20,
            200_000,
            5 * 60_000L,
            60_000L,
            60 * 60_000L,
            64L << 20,
            10_000L,
            30_000L,
            1_000_000L,
            3,
            Math.min(INGEST_THREADS_LIMIT, Runtime.getRuntime().availableProcessors()));

    /** The same with another commit interval. */
    public EngineOptions commitIntervalMillis(long millis) {
        return new EngineOptions(
                millis,
                commitRecordsMax,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messagesPerWindowMax,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same with another number of records after which a commit comes early. */
    public EngineOptions commitRecordsMax(int records) {
        return new EngineOptions(
                commitIntervalMillis,
                records,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messagesPerWindowMax,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same with another number of keys that stay in memory. */
    public EngineOptions keysInMemoryMax(int keys) {
        return new EngineOptions(
                commitIntervalMillis,
                commitRecordsMax,
                messageBytesMax,
                keys,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messagesPerWindowMax,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same, answering questions about another time in the past. */
    public EngineOptions asOfMillis(long millis) {
        return new EngineOptions(
                commitIntervalMillis,
                commitRecordsMax,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                millis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messagesPerWindowMax,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same with another limit of messages in one window. */
    public EngineOptions messagesPerWindowMax(long messages) {
        return new EngineOptions(
                commitIntervalMillis,
                commitRecordsMax,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messages,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same with another time after which a partition is idle. */
    public EngineOptions idleAfterMillis(long millis) {
        return new EngineOptions(
                commitIntervalMillis,
                commitRecordsMax,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                millis,
                messagesPerWindowMax,
                commitFailuresMax,
                ingestThreads);
    }

    /** The same with another number of threads that share the work of ingest. */
    public EngineOptions ingestThreads(int threads) {
        return new EngineOptions(
                commitIntervalMillis,
                commitRecordsMax,
                messageBytesMax,
                keysInMemoryMax,
                futureToleranceMillis,
                clockSlackMillis,
                asOfMillis,
                queuedBytesMax,
                outOfOrdernessMillis,
                idleAfterMillis,
                messagesPerWindowMax,
                commitFailuresMax,
                threads);
    }
}
