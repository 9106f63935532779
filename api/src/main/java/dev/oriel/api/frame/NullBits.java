package dev.oriel.api.frame;

import org.jspecify.annotations.Nullable;

/** Which rows of a column are null, a bit each, while it is being read. */
final class NullBits {
    private final long[] words;
    private boolean any;

    NullBits(int rows) {
        this.words = new long[(rows + Long.SIZE - 1) / Long.SIZE];
    }

    void set(int row) {
        words[row / Long.SIZE] |= 1L << row;
        any = true;
    }

    /** The bits, or null if none is set: loops over columns without nulls look at no bit. */
    long @Nullable [] orNone() {
        return any ? words : null;
    }

    static boolean isSet(long[] words, int row) {
        return (words[row / Long.SIZE] >>> row & 1) != 0;
    }
}
