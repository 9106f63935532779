package dev.oriel.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What one writes first: a map of maps. The inner one, being a hash map, can only expire by looking at every bucket; that is left
 * out, to its advantage. Sums are plain doubles.
 */
final class BoxedBuckets implements BucketStore {
    private final Map<Long, Map<Integer, double[]>> bucketsByKey;

    BoxedBuckets(int keyCount) {
        bucketsByKey = HashMap.newHashMap(keyCount);
    }

    @Override
    public void ingest(EventStream events) {
        for (int i = 0; i < events.events(); i++) {
            Map<Integer, double[]> buckets =
                    bucketsByKey.computeIfAbsent((long) events.keys[i], key -> new HashMap<>());
            add(buckets.computeIfAbsent((int) events.bucket(i), bucket -> empty()), events.values[i]);
        }
    }

    @Override
    public void finish(long firstKeptBucket) {
        bucketsByKey.values().forEach(buckets -> buckets.keySet().removeIf(bucket -> bucket < firstKeptBucket));
    }

    @Override
    public void read(int key, long bucket, Totals into) {
        into.clear();
        double[] numbers = bucketsByKey.getOrDefault((long) key, Map.of()).get((int) bucket);
        if (numbers != null) {
            addTo(into, numbers);
        }
    }

    @Override
    public long eventsFrom(long firstBucket) {
        double events = 0;
        for (Map<Integer, double[]> buckets : bucketsByKey.values()) {
            for (Map.Entry<Integer, double[]> bucket : buckets.entrySet()) {
                events += bucket.getKey() >= firstBucket ? bucket.getValue()[0] : 0;
            }
        }
        return (long) events;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    /** Count, sum, min and max of nothing, all as doubles. */
    static double[] empty() {
        return new double[] {0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    }

    static void add(double[] numbers, double value) {
        numbers[0]++;
        numbers[1] += value;
        numbers[2] = Math.min(numbers[2], value);
        numbers[3] = Math.max(numbers[3], value);
    }

    static void addTo(Totals into, double[] numbers) {
        into.add((long) numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
