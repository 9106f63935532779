package dev.oriel.bench;

/** Buckets in one contiguous primitive array, the numbers of a bucket side by side, scanned from the oldest to the newest. */
final class InterleavedArrayWindows implements WindowReader {
    private static final int NUMBERS = 4;

    private final long firstBucket;
    private final double[] numbers;

    InterleavedArrayWindows(DenseKey key) {
        firstBucket = key.firstBucket();
        Totals[] totals = bucketTotals(key);
        numbers = new double[key.bucketCount * NUMBERS];
        for (int bucket = 0; bucket < totals.length; bucket++) {
            numbers[NUMBERS * bucket] = totals[bucket].count;
            numbers[NUMBERS * bucket + 1] = totals[bucket].sum;
            numbers[NUMBERS * bucket + 2] = totals[bucket].min;
            numbers[NUMBERS * bucket + 3] = totals[bucket].max;
        }
    }

    /** The totals of each bucket of a key, from the first on. */
    static Totals[] bucketTotals(DenseKey key) {
        Totals[] totals = new Totals[key.bucketCount];
        for (int bucket = 0; bucket < totals.length; bucket++) {
            totals[bucket] = new Totals();
        }
        for (int i = 0; i < key.millis.length; i++) {
            totals[(int) (key.millis[i] / EventStream.MINUTE_MILLIS - key.firstBucket())].add(key.values[i]);
        }
        return totals;
    }

    @Override
    public void read(long fromBucket, long toBucket, Totals into) {
        double count = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int from = NUMBERS * (int) Math.max(0, fromBucket - firstBucket);
        int end = (int) Math.min(numbers.length, NUMBERS * (toBucket - firstBucket + 1));
        for (int i = from; i < end; i += NUMBERS) {
            count += numbers[i];
            sum += numbers[i + 1];
            min = Math.min(min, numbers[i + 2]);
            max = Math.max(max, numbers[i + 3]);
        }
        into.clear();
        into.add((long) count, sum, min, max);
    }
}
