package dev.oriel.bench;

import java.sql.SQLException;

/** A way to read count, sum, min and max of a run of buckets of one key. */
interface WindowReader {
    /** Fills {@code into} with the totals of the buckets from the one to the other, both inclusive. */
    void read(long fromBucket, long toBucket, Totals into) throws SQLException;

    /** Whether sums are those of exact arithmetic, rounded once. */
    default boolean isExact() {
        return false;
    }
}
