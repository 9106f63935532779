package dev.oriel.kernel.bytes;

/** Bytes that should hold a state of the kernel but do not. */
public final class CorruptStateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CorruptStateException(String where, String what, String known) {
        super(where + " · " + what + " · " + known + " · rebuild the series, or restore the store from a copy");
    }

    private CorruptStateException(String where, CorruptStateException cause) {
        super(where + ", " + cause.getMessage(), cause);
    }

    /** The same, saying in which bucket. */
    public CorruptStateException inBucket(long bucketIndex) {
        return new CorruptStateException("bucket '" + bucketIndex + "'", this);
    }
}
