package dev.oriel.log;

/**
 * How large a log may become.
 *
 * @param bytesMax bytes of all its files; beyond, nothing is taken until what is read has been committed
 * @param segmentBytesMax bytes of one file, the unit of deletion, and so the most that one batch of messages may take
 */
public record LogLimits(long bytesMax, long segmentBytesMax) {
    /** 1 GiB in files of 64 MiB. */
    public static final LogLimits DEFAULT = new LogLimits(1L << 30, 64L << 20);

    private static final long SEGMENT_BYTES_LEAST = 1 << 10;
    private static final long SEGMENT_BYTES_MOST = 1 << 30;

    /** How many files a full log has at least: all but two can be deleted once they are committed. */
    private static final int SEGMENTS_LEAST = 4;

    /**
     * Checks that files are from 1 KiB to 1 GiB and that at least four of them fit.
     *
     * @throws IllegalArgumentException if not
     */
    public LogLimits {
        if (segmentBytesMax < SEGMENT_BYTES_LEAST
                || segmentBytesMax > SEGMENT_BYTES_MOST
                || bytesMax / SEGMENTS_LEAST < segmentBytesMax) {
            throw new IllegalArgumentException(
                    "limits of a log · '%d' bytes in files of '%d' are not possible · a file has '%d' to '%d' bytes, and '%d' of them fit · change one of the two"
                            .formatted(
                                    bytesMax,
                                    segmentBytesMax,
                                    SEGMENT_BYTES_LEAST,
                                    SEGMENT_BYTES_MOST,
                                    SEGMENTS_LEAST));
        }
    }
}
