package dev.oriel.bench;

import java.util.TreeMap;

/** Buckets in a sorted map, of which a part is scanned. */
final class SortedWindows implements WindowReader {
    private final TreeMap<Long, Totals> buckets = new TreeMap<>();

    SortedWindows(DenseKey key) {
        Totals[] totals = InterleavedArrayWindows.bucketTotals(key);
        for (int bucket = 0; bucket < totals.length; bucket++) {
            buckets.put(key.firstBucket() + bucket, totals[bucket]);
        }
    }

    @Override
    public void read(long fromBucket, long toBucket, Totals into) {
        into.clear();
        for (Totals bucket : buckets.subMap(fromBucket, true, toBucket, true).values()) {
            into.add(bucket.count, bucket.sum, bucket.min, bucket.max);
        }
    }
}
