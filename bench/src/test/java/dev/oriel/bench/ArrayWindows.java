package dev.oriel.bench;

/** Buckets in contiguous primitive arrays, one per number, scanned from the oldest to the newest. Its time is the machine's bandwidth. */
final class ArrayWindows implements WindowReader {
    private final long firstBucket;
    private final long[] counts;
    private final double[] sums;
    private final double[] mins;
    private final double[] maxs;

    ArrayWindows(DenseKey key) {
        firstBucket = key.firstBucket();
        counts = new long[key.bucketCount];
        sums = new double[key.bucketCount];
        mins = new double[key.bucketCount];
        maxs = new double[key.bucketCount];
        Totals[] totals = InterleavedArrayWindows.bucketTotals(key);
        for (int bucket = 0; bucket < totals.length; bucket++) {
            counts[bucket] = totals[bucket].count;
            sums[bucket] = totals[bucket].sum;
            mins[bucket] = totals[bucket].min;
            maxs[bucket] = totals[bucket].max;
        }
    }

    @Override
    public void read(long fromBucket, long toBucket, Totals into) {
        long count = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int from = (int) Math.max(0, fromBucket - firstBucket);
        int to = (int) Math.min(counts.length - 1, toBucket - firstBucket);
        for (int i = from; i <= to; i++) {
            count += counts[i];
            sum += sums[i];
            min = Math.min(min, mins[i]);
            max = Math.max(max, maxs[i]);
        }
        into.clear();
        into.add(count, sum, min, max);
    }
}
