package dev.oriel.rocksdb;

/**
 * How much of the machine a store may use, and how often it waits for the disk.
 *
 * @param blockCacheBytes memory for blocks read from disk, their indexes and filters
 * @param writeBufferBytes memory for one table of recent writes; up to {@link #WRITE_BUFFERS_MAX} exist at a time
 * @param openFilesMax file handles kept open
 * @param syncEachCommit whether a commit returns only after the disk has it. Exactness does not need it: the positions are in
 *     the same batch as the state, so a power cut rewinds both together and the source gives the lost records again. It is
 *     for sources that forget what was once committed.
 */
public record RocksStoreOptions(long blockCacheBytes, long writeBufferBytes, int openFilesMax, boolean syncEachCommit) {
    /** Default of {@link #blockCacheBytes}. */
    public static final long BLOCK_CACHE_BYTES_DEFAULT = 64L << 20;

    /** Least {@link #blockCacheBytes}. */
    public static final long BLOCK_CACHE_BYTES_MIN = 1L << 20;

    /** Most {@link #blockCacheBytes}. */
    public static final long BLOCK_CACHE_BYTES_MAX = 64L << 30;

    /** Default of {@link #writeBufferBytes}. */
    public static final long WRITE_BUFFER_BYTES_DEFAULT = 32L << 20;

    /** Least {@link #writeBufferBytes}. */
    public static final long WRITE_BUFFER_BYTES_MIN = 64L << 10;

    /** Most {@link #writeBufferBytes}. */
    public static final long WRITE_BUFFER_BYTES_MAX = 1L << 30;

    /** Write buffers that exist at a time; when all are full, commits wait for the disk. */
    public static final int WRITE_BUFFERS_MAX = 3;

    /** Default of {@link #openFilesMax}. */
    public static final int OPEN_FILES_DEFAULT = 512;

    /** Least {@link #openFilesMax}. */
    public static final int OPEN_FILES_MIN = 64;

    /** Most {@link #openFilesMax}. */
    public static final int OPEN_FILES_MAX = 65_536;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a number is outside its limits; the message names them
     */
    public RocksStoreOptions {
        within("blockCacheBytes", blockCacheBytes, BLOCK_CACHE_BYTES_MIN, BLOCK_CACHE_BYTES_MAX);
        within("writeBufferBytes", writeBufferBytes, WRITE_BUFFER_BYTES_MIN, WRITE_BUFFER_BYTES_MAX);
        within("openFilesMax", openFilesMax, OPEN_FILES_MIN, OPEN_FILES_MAX);
    }

    /** The defaults: about 160 MiB of memory at most, no wait for the disk in a commit. */
    public static RocksStoreOptions defaults() {
        return new RocksStoreOptions(BLOCK_CACHE_BYTES_DEFAULT, WRITE_BUFFER_BYTES_DEFAULT, OPEN_FILES_DEFAULT, false);
    }

    /** These options with another cache size. */
    public RocksStoreOptions withBlockCacheBytes(long bytes) {
        return new RocksStoreOptions(bytes, writeBufferBytes, openFilesMax, syncEachCommit);
    }

    /** These options with another write buffer size. */
    public RocksStoreOptions withWriteBufferBytes(long bytes) {
        return new RocksStoreOptions(blockCacheBytes, bytes, openFilesMax, syncEachCommit);
    }

    /** These options with or without a wait for the disk in each commit. */
    public RocksStoreOptions withSyncEachCommit(boolean sync) {
        return new RocksStoreOptions(blockCacheBytes, writeBufferBytes, openFilesMax, sync);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "RocksDB store · %s is '%d' · from '%d' to '%d' is possible · choose a number between them"
                            .formatted(name, value, min, max));
        }
    }
}
