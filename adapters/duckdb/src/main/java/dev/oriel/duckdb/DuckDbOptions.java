package dev.oriel.duckdb;

/**
 * What SQL over messages may use.
 *
 * @param memoryBytesMax memory for the tables, groups and sorted rows of one run, and again for its result; each connection
 *     has as much, so that no run takes memory from another
 * @param timeoutMillis the longest that one run may take, from when it has a connection
 * @param rowsMax the most rows that one run may give
 * @param connectionsMax runs at a time; others wait in order of arrival
 * @param threads of DuckDB for each run
 */
public record DuckDbOptions(long memoryBytesMax, int timeoutMillis, int rowsMax, int connectionsMax, int threads) {
    /** Default of {@link #memoryBytesMax}. */
    public static final long MEMORY_BYTES_DEFAULT = 256L << 20;

    /** Least {@link #memoryBytesMax}: DuckDB itself needs some. */
    public static final long MEMORY_BYTES_MIN = 16L << 20;

    /** Most {@link #memoryBytesMax}. */
    public static final long MEMORY_BYTES_LIMIT = 64L << 30;

    /** Default of {@link #timeoutMillis}. */
    public static final int TIMEOUT_MILLIS_DEFAULT = 10_000;

    /** Most {@link #timeoutMillis}: an hour. */
    public static final int TIMEOUT_MILLIS_LIMIT = 3_600_000;

    /** Default of {@link #rowsMax}. */
    public static final int ROWS_DEFAULT = 1_000_000;

    /** Most {@link #rowsMax}. */
    public static final int ROWS_LIMIT = 100_000_000;

    /** Default of {@link #connectionsMax}. */
    public static final int CONNECTIONS_DEFAULT = 2;

    /** Most {@link #connectionsMax}. */
    public static final int CONNECTIONS_LIMIT = 64;

    /** Default of {@link #threads}: a run is one of many, and small. */
    public static final int THREADS_DEFAULT = 1;

    /** Most {@link #threads}. */
    public static final int THREADS_LIMIT = 64;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a number is outside its limits; the message names them
     */
    public DuckDbOptions {
        within("memoryBytesMax", memoryBytesMax, MEMORY_BYTES_MIN, MEMORY_BYTES_LIMIT);
        within("timeoutMillis", timeoutMillis, 1, TIMEOUT_MILLIS_LIMIT);
        within("rowsMax", rowsMax, 1, ROWS_LIMIT);
        within("connectionsMax", connectionsMax, 1, CONNECTIONS_LIMIT);
        within("threads", threads, 1, THREADS_LIMIT);
    }

    /** The defaults: two runs at a time, each with 256 MiB, 10 s and a million rows. */
    public static DuckDbOptions defaults() {
        return new DuckDbOptions(
                MEMORY_BYTES_DEFAULT, TIMEOUT_MILLIS_DEFAULT, ROWS_DEFAULT, CONNECTIONS_DEFAULT, THREADS_DEFAULT);
    }

    /** These options with another limit of memory. */
    public DuckDbOptions withMemoryBytesMax(long bytes) {
        return new DuckDbOptions(bytes, timeoutMillis, rowsMax, connectionsMax, threads);
    }

    /** These options with another limit of time. */
    public DuckDbOptions withTimeoutMillis(int millis) {
        return new DuckDbOptions(memoryBytesMax, millis, rowsMax, connectionsMax, threads);
    }

    /** These options with another limit of rows. */
    public DuckDbOptions withRowsMax(int rows) {
        return new DuckDbOptions(memoryBytesMax, timeoutMillis, rows, connectionsMax, threads);
    }

    /** These options with another number of runs at a time. */
    public DuckDbOptions withConnectionsMax(int connections) {
        return new DuckDbOptions(memoryBytesMax, timeoutMillis, rowsMax, connections, threads);
    }

    /** These options with another number of threads for each run. */
    public DuckDbOptions withThreads(int count) {
        return new DuckDbOptions(memoryBytesMax, timeoutMillis, rowsMax, connectionsMax, count);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "SQL engine · %s is '%d' · from '%d' to '%d' is possible · choose a number between them"
                            .formatted(name, value, min, max));
        }
    }
}
